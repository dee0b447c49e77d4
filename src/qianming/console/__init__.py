"""The console: the service's face for people, rendered on the server."""
