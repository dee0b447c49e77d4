"""What a message needs before it may leave: numbers, templates, text, and the gate."""
