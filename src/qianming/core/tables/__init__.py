"""Word lists, places and industries that the rules read: Python modules, no reading from disk."""
