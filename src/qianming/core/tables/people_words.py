"""Words that make a string a person's name: compound surnames, titles, stems of minority names, pinyin. By hand."""

COMPOUND_SURNAMES = """
欧阳 司马 上官 诸葛 夏侯 皇甫 尉迟 公孙 慕容 令狐 长孙 宇文 司徒 司空 轩辕 西门 南宫 独孤 端木 申屠 公羊 澹台 淳于 单于 太史 闻人 赫连 钟离 濮阳 呼延 百里 拓跋 纳兰
万俟 公冶 宗政 鲜于 闾丘 亓官 司寇 仉督 子车 颛孙 巫马 公西 漆雕 乐正 壤驷 公良 夹谷 宰父 谷梁 段干 东郭 南门 羊舌 微生 梁丘 左丘 完颜 耶律 叶赫那拉 爱新觉罗
"""

# Surnames that the weighted table lacks.
FURTHER_SURNAMES = "肖阎付詹闫敖卞岑晁车迟丛崔邓刁窦杜樊费丰酆伏扶甘皋郜戈葛耿弓巩勾古桂郭国韩杭郝花滑怀桓宦惠姬嵇吉汲计冀郏荐菅江姜蒋焦靳荆景居鞠阚郎雷冷黎郦栗廉练林蔺凌娄卢芦禄路逯栾罗骆麻满茅冒蒙米糜宓苗闵牟慕穆那能佘倪聂宁牛钮潘庞逄裴皮平蒲濮朴戚漆亓綦钱强乔覃卿邱仇裘曲屈璩瞿全权阙冉饶任荣茹阮芮萨桑沙山尚邵佘莘盛师石时寿舒帅司松宿粟隋眭孙索台谈谭汤唐滕田佟童涂屠万汪危韦隗卫蔚魏温文翁邬巫毋吾奚席郗冼咸相项解忻邢幸胥须宣禤薛荀鄢晏燕羊仰么伊应雍尤游於余虞禹郁喻元苑臧查翟占湛支植钟仲周诸竺祝庄卓宗邹祖左"

TITLES = """
先生 女士 小姐 太太 夫人 老师 医生 大夫 律师 教授 博士 师傅 经理 总经理 老板 校长 主任 书记 局长 处长 科长 厂长 院长 所长 站长 队长 教练 护士 会计 同志 阿姨 大姐 大哥 大叔 大爷 奶奶 爷爷 叔叔
哥 姐 总 董 工 导 妈 爸 嫂 姨 婶 公子 姑娘 记 氏 掌柜 大师 道长 法师 神医 半仙 大仙
"""

NICKNAMES = "小老阿大"

MINORITY_STEMS = """
买买提 买提 阿不都 阿卜杜 阿布都 阿依 古丽 吐尔逊 艾合买提 热合曼 木拉提 努尔 玉素甫 伊明 艾力 阿迪力 迪丽 热娜 帕提 玛依 哈力 卡德尔 库尔班 托合提 依布拉音 买合木提 巴特尔 其其格 格日勒 苏日娜 乌兰 图雅
娜仁 托娅 朝鲁 孟克 那顺 斯琴 高娃 呼和 额尔德尼 布和 巴雅尔 宝音 满都 吉日格 阿拉坦 萨仁 卓玛 扎西 次仁 才让 多吉 央金 达娃 尼玛 平措 旺堆 桑吉 拉姆 仁青 仁增 洛桑 丹增 嘉措 顿珠 索朗 格桑 白玛 德吉
曲珍 普布 班典 才旦 加措 贡嘎 阿果 阿呷 吉克 曲比 阿西 沙马 俄木 尔古 马海 石一 木乃 岩温 玉罕 刀
"""

PINYIN_SURNAMES = """
wang li zhang liu chen yang huang zhao wu zhou xu sun ma zhu hu guo he gao lin luo zheng liang xie song tang deng han feng cao peng zeng xiao tian dong pan yuan cai jiang yu du ye cheng wei su lv ding ren lu yao shen
zhong cui tan fan wan jin shi liao jia xia fu fang zou xiong bai meng qin qiu jiang yin xue yan lei hou long shi tao he gu mao hao gong shao wan qian yan wu dai mo kong xiang chang
"""
PINYIN_SYLLABLE = "(?:zh|ch|sh|[bpmfdtnlgkhjqxrzcsyw])?(?:iang|iong|uang|ang|eng|ing|ong|ian|iao|uai|uan|ai|an|ao|ei|en|er|ia|ie|in|iu|ou|ua|ue|ui|un|uo|ve|a|e|i|o|u|v)"

# What invented brands are made of, by position: tenths of a negated logarithm, estimated by hand.
BRAND_OPENINGS = "28金华;31万安康东海;33吉盛隆高龙银天新大中鑫佳美宝恒宏;36富乐南尚艾欧伊祥丰兰瑞泰福阳麦雷德凯士友;39白山洪夏乔卓丹米利贝尤尼路明云江时成元荣山水和庄农沙"
BRAND_MIDDLES = "32丰达利隆德尔士泰;35宝恒盛昌源鑫佳康兴之瑞宏洁斯诺特;38贝尼利家格克福乐迪大得里多易凯世祥天美华安通泉克莱拉奇比索力仕恩润益中天太阳红雅艺顺荣"
BRAND_ENDINGS = "26达;29利宝丰源盛尔斯德特泰;32隆昌兴鑫佳康福克美顺通士乐;35旺发安洁诺迪龙莱雅姆家园坊阁轩堂居春泉门;38仁和祥瑞来奇拉亚卡巴纳尼森信宇嘉缘荣华风屋情茂升业宏星凯王力威来思氏记村宴"
