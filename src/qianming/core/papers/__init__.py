"""Rules about the papers behind a signature: sources, entities, trademarks, letters, and people's numbers."""
