"""Rules about a signature's name: its characters, its words, and whether it is taken from its source."""
