"""Where accepted messages are stored before they are acknowledged: one row per request, no second index."""
