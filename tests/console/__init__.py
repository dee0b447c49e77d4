"""The console: what people see, and that nobody sees more."""
