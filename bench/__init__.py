"""One runnable benchmark per hot path, each with a yardstick in the same run."""
