"""Names to measure with: those of a folder that is not shipped, and sets of our own.

Labels of names that may not be shipped are kept as digests with the ranges of their parts, so that they
say nothing without the names. Everything here is invented, a generic expression, or a publicly known brand.
"""

import csv
import hashlib
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

LABELS = Path(__file__).with_name("labels.csv")

NEUTRAL = """
缴费成功 预约挂号 学员通知 停电提醒 检修公告 上课提醒 住宿预订 保单到期 车险续保 信贷提醒 逾期提示
还款日提醒 消费验证 交易提醒 动账通知 开票信息 对账通知 薪资通知 社保查询 公积金提醒
门诊预约 检查报告 复查提醒 用药提醒 献血通知 疫苗预约 防疫提示 急救热线 燃气报修 暖气报修 供水服务 抄表通知
停车提醒 车辆年检 保养预约 救援服务 出租车预约 航班提醒 改签通知 退票通知
酒店预定 景区门票 旅游资讯 美食推荐 订座成功 外卖订单 超市特惠 换季促销 会员积分 积分到期 优惠券到期
新品推荐 限时折扣 周年庆典 抽奖通知 节日祝福 生日祝福 温馨祝福 真情回馈 满意调查
物业缴费 小区公告 社区服务 居民通知 业主通知 志愿活动 爱心公益 党员活动 会议签到 培训报名 考试报名 成绩通知
录取查询 家长课堂 校园安全 班级通知 放学通知 图书到期 讲座预告 活动报名
招聘信息 面试邀请 入职通知 考勤异常 审批通知 任务提醒 日程提醒 值班通知 设备报警 温度预警 水位预警 森林防火
台风警报 天气提醒 交通管制 道路施工 快递到站 包裹签收 发货提醒 取件服务
系统公告 平台通知 账号异常 密码修改 登录确认 安全验证 实名认证 手机绑定 数据服务 信息中心 客户中心 服务大厅
便民热线 投诉热线 咨询热线 售后通知 维修进度 质保到期 合同到期 法律咨询
"""

BRANDS = """
健康之路 高德地图 微信支付 招商银行 建设银行 平安银行 京东商城 美团外卖 滴滴出行 携程旅行 飞猪旅行 同程旅行
途牛旅游 马蜂窝 小红书 拼多多 唯品会 当当网 苏宁易购 国美电器 盒马鲜生 叮咚买菜 每日优鲜 瑞幸咖啡 星巴克
肯德基 麦当劳 海底捞 喜茶 蜜雪冰城 链家 贝壳找房 安居客 土巴兔 齐家网 智联招聘 前程无忧 拉勾网 猎聘 钉钉
飞书 石墨文档 网易云音乐 酷狗音乐 喜马拉雅 知乎 豆瓣 快手 抖音 爱奇艺 优酷 搜狐 新浪 百度 用友 金蝶 浪潮
科大讯飞 海康威视 比亚迪 蔚来 理想汽车 小鹏汽车 吉利 奇瑞 顺丰速运 中通快递 圆通 申通 韵达 德邦 货拉拉 菜鸟
丰巢 三只松鼠 良品铺子 百草味 洽洽 伊利 蒙牛 君乐宝 农夫山泉 娃哈哈 康师傅 旺旺 安踏 特步 森马 海澜之家
波司登 罗莱家纺 水星家纺 欧派 索菲亚 尚品宅配 红星美凯龙 居然之家 好未来 新东方 猿辅导 作业帮 学而思
春雨医生 丁香园 平安好医生 叮当快药 老百姓 益丰 美年大健康 爱康国宾 瑞尔齿科 泰康 众安 陆金所 宜信 拍拍贷
"""

# Invented people, in the proportions of common surnames, with given names of several generations.
PEOPLE = """
王建平 李红霞 张伟东 刘志刚 陈丽萍 杨国庆 赵敏华 黄小燕 周建新 吴志明 徐静怡 孙海涛 胡文军 朱晓红 高建国
林秋菊 何志坚 郭秀兰 马玉兰 罗小平 王桂英 李大勇 张玉兰 刘淑珍 陈志华 杨雪松 赵春花 黄伟强 周丽君 吴桂芳
王宇轩
李思彤 张博文 刘雨桐 陈俊豪 杨梦瑶 赵子昂 黄雅婷 周浩宇 吴佳怡 王福生 李长河 张金花 刘宝山 陈水木 杨万里
赵永贵 黄金发 周德才 吴阿妹 王立新 李向东 刘德明 陈国强 杨晓光 黄永胜 吴敬文 王晨曦 李梓晴 张铭泽 刘芷若
陈奕霖 赵明轩 黄诗涵 周若彤 吴昊天 徐志勇 孙丽娟 胡建华 朱德润 高玉宝 林志强 何文辉 郭春生 马俊峰 罗永红
王海洋 李光明 张爱民 刘胜利 陈红旗 赵云龙 黄河清 周星宇 吴江平 董玉英 梁国华 谢丽君 宋春雷 唐建平 许文娟
韩立国 冯秀梅 邓志伟 曹爱萍 彭丽云 曾宪华 萧建军 田晓丽 袁国平 潘志刚 于海波 蒋玉华 蔡国栋 余建明 杜小军
叶志辉 程建设 苏丽华 魏国强 吕小燕 丁建中 任志强 沈国芳 姚文娟 王秋生 李淑华 张庆丰 刘凤霞 陈梓豪 杨悦宁
赵兰英 黄志鹏 周慧敏 吴立群 徐美玲 孙国峰 胡雨薇 朱建民 高淑贤 林佳慧 何永昌 郭振东 马艳红 罗浩然 崔玉梅
钟国平 谭晓雯 陆建英 汪志远 范丽娜 金玉芬 石海燕 廖文杰 贾春梅 夏国华 韦秀英 付晓东 方志敏 白玉洁 邹建国
"""


class Label(NamedTuple):
    """Ranges of location, brand and form in a name, as a reader marked them before the parser saw it."""

    kind: str
    location: tuple[int, int]
    brand: tuple[int, int]
    form: tuple[int, int]


def lines(path: Path) -> list[str]:
    """The names of a file, one a line."""
    return [line.strip() for line in path.read_text(encoding="utf-8-sig").splitlines() if line.strip()]


def labels() -> dict[str, Label]:
    """Labels by the digest of their name."""
    with LABELS.open(encoding="utf-8") as text:
        return {row["name_digest"]: _label(row) for row in csv.DictReader(text)}


def digest(name: str) -> str:
    """The digest under which a name's label is kept."""
    return hashlib.sha256(name.encode()).hexdigest()[:24]


def held_out(names: list[str]) -> Iterator[str]:
    """The half of the names, by digest, on which nothing was tuned."""
    return (name for name in names if hashlib.sha256(name.encode()).digest()[0] % 2)


def _label(row: dict[str, str]) -> Label:
    def span(part: str) -> tuple[int, int]:
        return int(row[f"{part}_start"]), int(row[f"{part}_end"])

    return Label(row["set"], span("location"), span("brand"), span("form"))
