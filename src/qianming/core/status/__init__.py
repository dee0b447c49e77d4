"""States and what follows from them: lifecycles, deadlines, health, availability."""
