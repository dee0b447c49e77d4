"""The hot sending lane: accept, store, answer; then hand over."""
