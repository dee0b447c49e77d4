"""The environment variables that operators may set, in words for both languages.

The page of the documentation is generated from here. What a value means is decided where it is read.
"""

from dataclasses import dataclass

PREFIX = "QIANMING_"


@dataclass(frozen=True, slots=True)
class Variable:
    """One variable; a `secret` one may also be given as the name of a file, in `<name>_FILE`."""

    name: str
    default: str
    en: str
    zh: str
    secret: bool = False
    default_zh: str = ""


VARIABLES = (
    Variable(
        "QIANMING_DATA",
        "./var, else the user's data folder",
        "Folder of the embedded database, the journal, the uploaded files and the secret key.",
        "数据目录：内置数据库、发送日志、上传的文件和密钥都放在这里。",
        default_zh="./var，没有则为用户数据目录",
    ),
    Variable(
        "QIANMING_DATABASE_URL",
        "qianming.sqlite3 in the data folder",
        "`sqlite:///path` or `postgresql://user:password@host:port/name`.",
        "注册库地址：`sqlite:///路径` 或 `postgresql://用户:密码@主机:端口/库名`。",
        secret=True,
        default_zh="数据目录中的 qianming.sqlite3",
    ),
    Variable(
        "QIANMING_SECRET_KEY",
        "secret.key in the data folder, made on the first start",
        "The secret that every other key is derived from. Without it nobody can read encrypted personal "
        "data, access keys and the accounts' data keys again; keep a copy apart from the backups.",
        "主密钥，其余密钥都由它派生。丢失后，已加密的个人信息、访问密钥和账号数据密钥都无法再读出；"
        "请与备份分开保存一份。",
        secret=True,
        default_zh="数据目录中的 secret.key，首次启动时生成",
    ),
    Variable(
        "QIANMING_LANG",
        "zh",
        "`zh` or `en`: the language of the command line, and of pages and API texts where nobody chose one.",
        "`zh` 或 `en`：命令行的语言，也是未另行选择时页面和接口文字的语言。",
    ),
    Variable(
        "QIANMING_SIMULATOR_FILE",
        "simulator.toml in the data folder",
        "How the simulated carriers behave; read again whenever it changes.",
        "模拟运营商的行为；文件改动后自动重新读取。",
        default_zh="数据目录中的 simulator.toml",
    ),
    Variable(
        "QIANMING_TRADEMARK_REGISTER",
        "the imported table",
        "Address of a trademark register that answers `GET ?number=…&text=…` in JSON; without it the table "
        "that `qianming trademark import` filled is asked.",
        "商标登记查询服务的地址，用 JSON 应答 `GET ?number=…&text=…`；未设置时查询由 "
        "`qianming trademark import` 导入的表。",
        default_zh="已导入的表",
    ),
    Variable(
        "QIANMING_ENTERPRISE_REGISTER",
        "the imported table",
        "Address of an enterprise register that answers `GET ?credit_code=…` and `GET ?name=…` in JSON; "
        "without it the table that `qianming register import` filled is asked.",
        "企业登记查询服务的地址，用 JSON 应答 `GET ?credit_code=…` 和 `GET ?name=…`；未设置时查询由 "
        "`qianming register import` 导入的表。",
        default_zh="已导入的表",
    ),
    Variable(
        "QIANMING_OLDER_SIGNATURE_ACTIONS",
        "1",
        "`0`: AddSmsSign, ModifySmsSign and QuerySmsSign answer isv.INTERFACE_OFFLINE.",
        "设为 `0` 时，AddSmsSign、ModifySmsSign、QuerySmsSign 返回 isv.INTERFACE_OFFLINE。",
    ),
    Variable(
        "QIANMING_LEASE_SECONDS",
        "60",
        "How long filings, messages and receipts stay with the worker that took them up; after a kill "
        "others wait that long on PostgreSQL. Longer than a carrier takes to answer.",
        "报备、短信和回执被一个工作进程占用的时长；在 PostgreSQL 上，进程被杀后其他进程等待这么久再接手。"
        "应长于运营商一次应答的时间。",
    ),
    Variable(
        "QIANMING_ANALYTICS",
        "analytics in the data folder",
        "Folder of the nightly evaluation's files; on Spark one that every worker sees.",
        "每日评估读写的文件目录；使用 Spark 时须是每个工作节点都能访问的目录。",
        default_zh="数据目录中的 analytics",
    ),
    Variable(
        "QIANMING_EVALUATION_ENGINE",
        "duckdb",
        "`duckdb`: inside the process. `spark`: on a cluster; needs the extra `spark`.",
        "`duckdb`：在进程内运行；`spark`：在集群上运行，需要扩展 `spark`。",
    ),
    Variable(
        "QIANMING_EVALUATION_MEMORY",
        "1GB",
        "How much memory DuckDB may use before it puts data aside on disk.",
        "DuckDB 可用的内存，超出后使用磁盘。",
    ),
    Variable(
        "QIANMING_SPARK_MASTER",
        "local[2]",
        "Address of the Spark cluster, such as `spark://host:7077`.",
        "Spark 集群的地址，例如 `spark://主机:7077`。",
    ),
    Variable(
        "QIANMING_FILES_URL",
        "files in the data folder",
        "`s3://bucket/prefix`: keep uploaded files, sealed as ever, in an object store that speaks S3; needs "
        "the extra `s3`.",
        "`s3://存储桶/前缀`：把上传的文件（同样加密）放进兼容 S3 的对象存储；需要扩展 `s3`。",
        default_zh="数据目录中的 files",
    ),
    Variable(
        "QIANMING_FILES_ENDPOINT",
        "that of the cloud which invented S3",
        "Address of the object store, such as `https://storage.example.com`.",
        "对象存储的地址，例如 `https://storage.example.com`。",
        default_zh="S3 原厂地址",
    ),
    Variable("QIANMING_FILES_REGION", "", "Region of the object store.", "对象存储所在地域。"),
    Variable("QIANMING_FILES_KEY_ID", "", "Key of the object store.", "对象存储的访问密钥 ID。"),
    Variable(
        "QIANMING_FILES_KEY_SECRET",
        "",
        "Secret of that key.",
        "对象存储的访问密钥。",
        secret=True,
    ),
    Variable(
        "QIANMING_NEW_SECRET_KEY",
        "",
        "The secret that takes the other one's place; read by `qianming rotate-key` alone, and only where "
        "the secret comes from the environment.",
        "新的服务密钥；仅供 `qianming rotate-key` 读取，且仅在密钥来自环境变量时需要。",
        secret=True,
    ),
    Variable(
        "QIANMING_CALLBACK_PRIVATE_ADDRESSES",
        "0",
        "`1`: callbacks may go to addresses of private networks, this machine included.",
        "设为 `1` 时，回调可发往内网地址（含本机）。",
    ),
    Variable(
        "QIANMING_KEEP_MESSAGES_DAYS",
        "180",
        "How long records of messages are kept, recipients and texts included.",
        "短信记录（含收件号码和正文）保留的天数。",
    ),
    Variable(
        "QIANMING_KEEP_INBOX_DAYS",
        "30",
        "How long texts stay on the simulated phones.",
        "模拟手机上的短信保留的天数。",
    ),
    Variable(
        "QIANMING_KEEP_PHONE_CODES_DAYS",
        "7",
        "How long the hashes of phone codes are kept.",
        "手机验证码哈希保留的天数。",
    ),
    Variable(
        "QIANMING_KEEP_CALLBACKS_DAYS",
        "30",
        "How long callbacks are kept that were delivered or given up.",
        "已送达或已放弃的回调保留的天数。",
    ),
    Variable(
        "QIANMING_KEEP_MISMATCHES_DAYS",
        "180",
        "How long carriers' answers that could not be taken are kept after they were settled or laid aside.",
        "运营商对不上的答复在解决或搁置之后保留的天数。",
    ),
    Variable(
        "QIANMING_KEEP_UPLOADS_DAYS",
        "7",
        "How long an uploaded file is kept that nothing was submitted with.",
        "上传后未被任何申请引用的文件保留的天数。",
    ),
    Variable(
        "QIANMING_KEEP_FILES_DAYS",
        "180",
        "How long the files of a deleted qualification, signature or template are kept after its end.",
        "资质、签名、模板删除后，其文件继续保留的天数。",
    ),
    Variable(
        "QIANMING_TRUSTED_PROXIES",
        "127.0.0.1",
        "Addresses, separated by commas, whose `X-Forwarded-For` and `X-Forwarded-Proto` are believed.",
        "可信反向代理的地址，用逗号分隔；只采信它们给出的 `X-Forwarded-For` 和 `X-Forwarded-Proto`。",
    ),
    Variable(
        "QIANMING_LOG_LEVEL",
        "INFO",
        "`DEBUG`, `INFO`, `WARNING` or `ERROR`.",
        "日志级别：`DEBUG`、`INFO`、`WARNING` 或 `ERROR`。",
    ),
    Variable(
        "QIANMING_DEBUG",
        "0",
        "`1`: a command that ends with an internal error prints where it happened.",
        "设为 `1` 时，命令因内部错误结束会打印出错位置。",
    ),
)
