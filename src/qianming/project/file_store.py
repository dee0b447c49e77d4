"""Where uploaded files are kept, as the operator set it: the data folder, or a bucket that speaks S3.

Reads the environment and nothing else.
"""

from urllib.parse import urlsplit

from qianming.project.environment import BadSetting, text
from qianming.registry.stores import Bucket


def bucket() -> Bucket | None:
    """The bucket named by QIANMING_FILES_URL, or None for the data folder."""
    url = text("FILES_URL")
    if not url:
        return None
    parts = urlsplit(url)
    if parts.scheme != "s3" or not parts.hostname or parts.query or "@" in parts.netloc:
        raise BadSetting(
            "QIANMING_FILES_URL：无法识别；请写成 s3://存储桶 或 s3://存储桶/前缀，密钥写在另外的变量中。",
            "QIANMING_FILES_URL: not understood; write s3://bucket or s3://bucket/prefix, "
            "and the key in the variables for it.",
        )
    return Bucket(
        name=parts.netloc,
        prefix=parts.path.strip("/"),
        endpoint=text("FILES_ENDPOINT"),
        region=text("FILES_REGION"),
        key_id=text("FILES_KEY_ID"),
        secret=text("FILES_KEY_SECRET"),
    )
