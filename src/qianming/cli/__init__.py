"""The command line, one module per group of commands.

Start in `app`. A command's own code, Django and Rich are imported inside the command, so that `check` answers
at once.
"""
