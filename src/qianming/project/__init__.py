"""How the parts are put together into one service: settings, server, start and stop."""
