/* Nouns that bear numbers; see the header. */
#include "language/label.h"

#include "base/text.h"

static size_t
stands(const uint32_t *cp, size_t n, size_t at, const char *word)
{
	size_t used = 0;

	for (const char *p = word; *p; used++)
		if (at + used >= n || cp[at + used] != text_next(&p))
			return 0;
	return used;
}

static size_t
longest(const uint32_t *cp, size_t n, size_t at, const char *const *words)
{
	size_t most = 0;

	for (int i = 0; words[i]; i++) {
		size_t used = stands(cp, n, at, words[i]);

		most = used > most ? used : most;
	}
	return most;
}

size_t
label_noun(const uint32_t *cp, size_t n, size_t at)
{
	static const char *const nouns[] = {"楼", "院", "房", "病房", "病床", "床", "门", "大门", "线", "桥",
	    "井", "机井", "水井", "泵", "水泵", "泵站", "闸", "水闸", "渠", "支渠", "水渠", "塘", "水塘", "鱼塘",
	    "池", "水池", "棚", "大棚", "鸡棚", "猪棚", "圈", "栏", "仓", "仓库", "库", "冷库", "车库", "车位",
	    "车间", "车厢", "车", "机", "机组", "机器", "电池", "电机", "电表", "水表", "变压器", "变电", "箱",
	    "配电箱", "电箱", "柜", "杆", "电杆", "路灯", "灯", "灯杆", "摄像头", "监控", "喇叭", "桌", "台",
	    "厅", "包厢", "包间", "窗口", "窗", "柜台", "摊", "摊位", "铺", "店铺", "店面", "厕所", "公厕",
	    "卡口", "岗", "岗亭", "点位", "站台", "码头", "船", "竹筏", "筏", "坑", "坝", "地块", "田", "茶园",
	    "山塘", "网格", "组", "队", "屋", "宅", "单元", "公路", "国道", "省道", "县道", "路口", "展位",
	    "文件", "附件", "表格", "样品", "汽油", "柴油", "水泥", "钢", "铅", "楼梯", "电梯", "弄", "巷", NULL};
	/* They begin like such a noun; the day before them is one. */
	static const char *const others[] = {"门诊", "门口集合", "房东", "房客", "机场", "车来", "车到", "车去",
	    "车站", "线上", "线下", "田里", "院里", "船到", "船来", "台风", "桥头", "池塘清", "组织", "组长",
	    "队里", "队长", "店铺开", "点到", "铺路", "铺设", "铺沥青", "铺水泥", "坑里", "灯会", "灯笼", "圈子",
	    "库存", "监控安装", "电表抄", "电池回收", "水泥到", "柴油到", "文件下", "屋里", "门前", "房子",
	    "井里", "车队", "车展", "床上", "台上", NULL};
	size_t noun = longest(cp, n, at, nouns), other = longest(cp, n, at, others);

	return other >= noun ? 0 : noun;
}
