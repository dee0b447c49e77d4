"""What the lane counts, for /metrics. Decides nothing and names nobody."""

from prometheus_client import Counter, Gauge, Histogram

SENDS = Counter("qianming_sends", "Sending requests by the code of their answer.", ["code"])
COMMIT_SECONDS = Histogram(
    "qianming_lane_commit_seconds",
    "Time from taking a batch to its commit.",
    buckets=(0.0005, 0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.5, 2.0, 10.0),
)
COMMIT_ORDERS = Histogram(
    "qianming_lane_commit_orders",
    "Requests per commit.",
    buckets=(1, 2, 5, 10, 20, 50, 100, 200, 500, 1000),
)
FOLLOWED = Counter("qianming_lane_followed", "Journal rows that became records.")
UNREADABLE = Counter("qianming_lane_unreadable", "Journal rows that no key opens any more.")
FOLLOWER_POSITION = Gauge(
    "qianming_lane_follower_position",
    "The journal position that has become records.",
    multiprocess_mode="max",
)
