"""Work that is due: claimed with a lease, done, recorded."""
