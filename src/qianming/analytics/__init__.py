"""Daily aggregates of sending records, and the evaluation over them, as expressions that several engines run."""
