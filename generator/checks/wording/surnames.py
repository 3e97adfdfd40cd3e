"""Frequent Chinese surnames."""

SURNAMES = (
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘蒋蔡余杜叶程苏魏吕丁沈姚卢姜崔钟谭陆汪范廖"
    "贾夏韦付邹孟熊秦邱尹薛闫段侯龙史陶黎贺顾毛郝龚邵钱严覃武戴莫孔汤"
)
"""The most frequent surnames of one character."""
