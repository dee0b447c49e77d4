"""Daily aggregates of sending records and the evaluation over them, as expressions for several engines."""
