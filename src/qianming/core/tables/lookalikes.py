"""Characters that look alike at the size of a phone's screen: each group is taken for one character. By hand."""

GROUPS = """
日曰 未末 己已巳 士土 干千于 口囗 人入八 大太犬 天夭 王玉 贝见 田由甲申 刀力刁 几儿 木术 元无 牛午 鸟乌 戊戌戍戎 手毛 白自 目且 今令 治冶 冷泠 洲州 凤风 拔拨
博搏 薄簿 辨辩辫 壁璧 崇祟 粟栗 幕慕暮墓 杨扬 洋详 清请情 晴睛 侯候 即既 耍要 析折拆 狠狼娘 钓钩钧 勾匀 旬甸 免兔 茶荼 戴载栽裁 竟竞 宵霄 汨汩 沪泸 炙灸 复夏 沐休体
采釆 历厉 丁了 下卞 斤斥 古右 左在存 料科 徽微 嬴赢羸 瑞端 盲肓 亨享 母毋 兵乒乓 锡钖 汤场 腾滕 兑充 亮壳 官宫 它宅 尤龙 妹姝 昧味 芒茫 若苦 挑桃 杭抗 拘枸 帖贴
蓝篮 桓恒 坦但担旦 哀衷衰 颖颍 泰秦奏 春舂 昌冒 旱早 华毕 烨桦 维唯惟 伟纬 卜ト 丸九 仓仑 伧伦 抡抢 沧沦 幻幼 勿匆 乃及 司可 丘兵 困因囚 圆园 巾市 币帀 弋戈 失矢
竿芋 竽竿 券卷 尚向 灸炙 祇衹 肖肯 茸耸 荣莱 菅管 贷货 赁凭 贪贫 迁迂 遣遗 陡徒 雎睢 雪雷 霜露 韦苇 食良 麻磨 魅魁 鸣呜 鸿鸠
"""

# Latin letters and digits that a reader confuses; capitals are folded to lower case before.
LATIN = "0o 1li 5s 2z 8b vu"
