"""What measured delivery says: whether a rate is abnormal, and what a failure is caused by."""
