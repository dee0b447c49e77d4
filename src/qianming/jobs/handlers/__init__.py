"""What each kind of due work is: a thin layer between `jobs.due` and the services."""
