"""Words of restricted business, by category. By hand, from the published lists of what carriers refuse.

UNLAWFUL words stand for what the law forbids; AMBIGUOUS ones for business that a person must look at, because
honest enterprises carry them too. A line is a category and its words.
"""

UNLAWFUL = """
PORNOGRAPHY 色情 情色 黄色网站 黄片 成人片 成人用品 成人电影 情趣用品 裸聊 裸贷 约炮 一夜情 援交 卖淫 嫖娼 招嫖 三级片 性服务 性交易 特殊服务 包养 楼凤 av女优 无码
GAMBLING 赌博 赌场 赌球 赌马 赌钱 博彩 百家乐 六合彩 时时彩 赛车pk10 老虎机 赌王 网赌 澳门赌 比分竞猜 下注 投注 外围赌 外围投注 私彩 黑彩 炸金花 斗牛牛 真人荷官 彩金 菠菜网
DRUGS 毒品 冰毒 海洛因 大麻 摇头丸 迷药 迷魂药 麻古 罂粟 吸毒 贩毒 可卡因 吗啡 催情药 蒙汗药 听话水 k粉
VIOLENCE 暴力 恐吓 恐怖袭击 杀手 雇凶 打手 复仇 私家侦探 黑社会 绑架 炸药配方 自杀 砍人
WEAPONS 枪支 手枪 气枪 弹药 军火 仿真枪 管制刀具 弩弓 电击棍 催泪喷射
SMUGGLING 走私 水货车 套牌车 黑车 违禁品 野味 穿山甲 盗版 假烟 高仿 a货 仿品 山寨名牌 假币 假钞
FORGERY 代开发票 办证 代办证件 假证 刻章办证 假文凭 办文凭 买文凭 代考 替考 枪手代 考试答案 助考 包过 代写论文 伪造 走后门 改成绩
PERSONAL_DATA 贩卖个人信息 个人信息买卖 买卖数据 查开房 查通话 定位找人 手机定位监听 窃听 监听器 偷拍 针孔 社工库 人肉搜索 开盒
LENDING 套路贷 高利贷 校园贷 714高炮 黑户贷款 征信修复 征信洗白 信用卡套现 套现 信用卡提额 洗钱 跑分 资金盘 传销 庞氏 拉人头 杀猪盘 刷单 刷流水 非法集资
DEBT_COLLECTION 上门追讨 暴力催收 讨债 要债 追债 收数 催债 催款
TELECOM_FRAUD 运营商策反 诈骗 冒充公检法 群发器 伪基站 改号软件 卡商 接码 猫池 短信轰炸 翻墙 vpn代理
SEPARATISM 邪教 法轮 全能神 反动 颠覆国家 分裂国家
"""

AMBIGUOUS = """
PARTY_AND_STATE 党政 党委 中共 共产党 纪委 国务院 中央政府 人民政府 政府 公安 公安局 派出所 警察 交警 法院 检察院 军区 部队 武警 解放军 国安 人大 政协 国家机关 税务局 海关 市监局 工商局 城管 党建 外交部 教育部 财政部 国旗 国徽
RIGHTS_AND_PROTEST 维权 上访 信访 拆迁维权 请愿 抗议
CHARITY 众筹 慈善 募捐 捐款 慈善募捐 红十字 救助基金 公益捐赠
RELIGION 宗教 佛教 道教 基督教 天主教 伊斯兰 清真寺 寺庙 寺院 教堂 教会 法会 祈福 开光 佛堂 道观 菩萨 观音 耶稣 真主
SUPERSTITION 迷信 算命 占卜 风水 改运 转运 塔罗 通灵 看相 起名 八字 星座运势 紫微斗数 招财符 大仙
SECURITIES 股票 荐股 牛股 涨停 配股 期货 外汇 虚拟币 比特币 数字货币 区块链 炒币 原油投资 贵金属投资 私募
FINANCE 贷款 小额贷款 借款 借贷 放款 网贷 信贷 p2p 互联网金融 投资理财 理财 金融推广 信用卡 融资 保理 担保 典当 消费金融 现金贷 资管 财富管理 基金
INSURANCE 保险 车险 寿险 理赔 保单
EMIGRATION 移民 出国劳务 签证代办 留学中介
RECRUITMENT 招聘 面试 求职 兼职 劳务派遣 人才中介 猎头
PRIZES 中奖 抽奖 一元夺宝 一元秒杀 夺宝 大奖 返利 返现 积分兑换 兑奖 刮刮乐 红包群 秒杀
LOTTERY 彩票 福彩 体彩 双色球 大乐透 比分 足彩 竞彩 棋牌 麻将 扑克 斗地主 电玩城 捕鱼
COSMETIC_SURGERY 整形 整容 医美 微整 隆胸 丰胸 抽脂 割双眼皮 植发 祛斑 脱毛 减肥 瘦身
MEDICAL 医疗 医院 诊所 男科 妇科 人流 不孕 性病 癌症 代孕 试管婴儿 药品 处方药 疫苗 偏方 祖传秘方 保健品 壮阳 试药 血液 干细胞 基因检测
TOBACCO_AND_ALCOHOL 烟酒 香烟 卷烟 电子烟 烟草 白酒 洋酒 名烟 雪茄
DATING 交友 相亲 婚恋 同城约会 征婚 约会 陪聊 陪玩 陪护 伴游 会所 夜总会 ktv 酒吧 足浴 足疗 按摩 桑拿 spa会所 洗浴 保健会所
FUR 皮草 象牙 裘皮 貂皮
GROUPS 加群 加qq 加微信 加好友 拉群 微信群 qq群 进群 扫码进群 引流 吸粉 涨粉 app下载 点击下载
COMPANY_AGENCY 代理注册 注册公司 代办执照 代理记账 商标注册 商标转让 公司转让 资质代办 公司注销 代缴社保
TRAFFIC_MARKETING 流量营销 短信群发 群发短信 精准营销 大数据获客 电话营销 外呼 刷量 流量主
CARRIERS 运营商 中国移动 中国联通 中国电信 中国广电 移动 联通 电信 10086 10010 10000 话费 宽带
PROPERTY 房地产 楼盘 地产 售楼 房产中介 炒房 二手房 商铺出售 小产权
EDUCATION 教育 培训 辅导 家教 补习 培训班 考研 考证 网校 学历提升 自考 成考
GAMES 游戏 手游 网游 页游 私服 传奇 游戏币 代练 外挂 装备交易
BEAUTY 美容 美发 美甲 化妆品 护肤 美体
HAZARDS 爆炸物 民用爆炸 危险品 易燃易爆
FAIRS 会展 车展 房展 展销会 家博会
HOME 装修 建材 家私 家居 装饰
"""
