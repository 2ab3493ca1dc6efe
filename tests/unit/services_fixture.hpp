#pragma once
/// A small catalogue of services as the server gives it: what the list and one guide are made of.

#include <catch2/catch_test_macros.hpp>

#include "src/domain/value.hpp"
#include "src/wire/value.hpp"

namespace ow::test {

[[nodiscard]] inline domain::Value tree(const char* json) {
    auto value = wire::parse_value(json);
    REQUIRE(value.ok());
    return std::move(value).value();
}

[[nodiscard]] inline domain::Value catalogue_index() { return tree(R"({"hash": "h1", "files": {}})"); }

/// services.zh-CN.json: three online, one at the window only.
[[nodiscard]] inline domain::Value services_list() {
    return tree(R"json({
 "services": [
  {"code": "elder_allowance", "title": "高龄津贴", "summary": "满 80 岁的老人，每月领一笔钱",
   "department": "civil", "department_name": "民政事务科", "events": ["elderly"], "groups": [], "often": 1,
   "promised": 15, "fee": "free", "online": true, "for": ["self", "family"],
   "conditions": [
    {"id": "age", "require": ["ge", ["years", ["fact", "person.birth_date"], ["today"]], 80]},
    {"id": "local", "require": ["eq", ["fact", "person.local_household"], true]}],
   "terms": [{"t": "高龄津贴", "p": "gaolingjintie", "i": "gljt", "w": 3},
             {"t": "老人补贴", "p": "laorenbutie", "i": "lrbt", "w": 2}]},
  {"code": "residence_permit", "title": "居住证", "summary": "住满半年就能办",
   "department": "community", "department_name": "社区建设科", "events": ["housing"], "groups": ["newcomer"],
   "often": 2, "promised": 5, "fee": "free", "online": true, "for": ["self"],
   "conditions": [{"id": "half_year", "require": ["eq", ["fact", "person.half_year_here"], true]}],
   "terms": [{"t": "居住证", "p": "juzhuzheng", "i": "jzz", "w": 3}]},
  {"code": "hall", "title": "场地借用", "summary": "借街道的会议室", "department": "community",
   "department_name": "社区建设科", "events": [], "groups": ["business"], "promised": 2, "fee": "free",
   "online": true, "for": ["self"], "conditions": [],
   "terms": [{"t": "场地借用", "p": "changdijieyong", "i": "cdjy", "w": 3}]},
  {"code": "card_again", "title": "社保卡补换", "summary": "要本人到场，当场拿卡", "department": "insurance",
   "department_name": "社会保障科", "events": ["health"], "groups": [], "promised": 1, "fee": "charged",
   "online": false, "for": ["self"], "conditions": [],
   "terms": [{"t": "社保卡补换", "p": "shebaokabuhuan", "i": "sbkbh", "w": 3}]}],
 "traditional": {"補": "补", "貼": "贴"},
 "facts": {
  "person.birth_date": {"type": "date", "from": "identity", "ask": "date"},
  "person.local_household": {"type": "boolean", "from": "person", "ask": "yes_no"},
  "person.half_year_here": {"type": "boolean", "from": "person", "ask": "yes_no"},
  "person.id_number": {"type": "text", "from": "identity"}},
 "words": {
  "fact.person.birth_date.label": "出生日期", "fact.person.birth_date.ask": "出生日期是哪天？",
  "fact.person.local_household.label": "户口在本街道", "fact.person.local_household.ask": "户口在本街道吗？",
  "fact.person.half_year_here.label": "在本市住满半年", "fact.person.half_year_here.ask": "在本市住满半年了吗？",
  "fact.person.id_number.label": "身份证号"}
})json");
}

/// service.elder_allowance.zh-CN.json
[[nodiscard]] inline domain::Value elder_allowance() {
    return tree(R"json({
 "service": {"code": "elder_allowance", "version": 3, "department": "civil", "events": ["elderly"],
  "for": ["self", "family"],
  "conditions": [
   {"id": "age", "require": ["ge", ["years", ["fact", "person.birth_date"], ["today"]], 80]},
   {"id": "local", "require": ["eq", ["fact", "person.local_household"], true]}],
  "materials": [
   {"id": "id_card", "required": true, "have": "person.id_number", "field": "materials.id_card"},
   {"id": "household", "required": true, "field": "materials.household"},
   {"id": "bank_card", "required": true, "minor": true, "field": "materials.bank_card"}],
  "steps": [{"id": "hand_in", "who": "you"}, {"id": "accept", "who": "centre", "days": 2},
   {"id": "visit", "who": "department", "come": "home"}],
  "time": {"promised": 15, "statutory": 30}, "fee": "free", "basis": ["law"], "counter": "3",
  "form": "elder_allowance", "result": "payment", "questions": ["bank"]},
 "form": {"code": "elder_allowance", "version": 3, "words": "form.elder_allowance",
  "sections": [{"id": "who"}, {"id": "pay"}, {"id": "materials"}, {"id": "check", "review": true}],
  "fields": [
   {"path": "applicant.name", "section": "who", "type": "text", "required": true, "name": true, "max": 40,
    "prefill": {"fact": "person.name"}},
   {"path": "local", "section": "who", "type": "yes_no", "required": true,
    "prefill": {"fact": "person.local_household"}},
   {"path": "bank.name", "section": "pay", "type": "text", "required": true, "max": 40},
   {"path": "materials.id_card", "section": "materials", "type": "attachments", "max": 2},
   {"path": "materials.household", "section": "materials", "type": "attachments", "max": 3},
   {"path": "materials.bank_card", "section": "materials", "type": "attachments", "max": 1,
    "content_types": ["image/jpeg", "application/pdf"]},
   {"path": "truth", "section": "check", "type": "declaration", "required": true}]},
 "words": {
  "service.elder_allowance.title": "高龄津贴", "service.elder_allowance.summary": "满 80 岁的老人，每月领一笔钱",
  "service.elder_allowance.result": "每月打到卡上。",
  "service.elder_allowance.condition.age": "年满 80 周岁",
  "service.elder_allowance.condition.local": "户口在本街道",
  "service.elder_allowance.material.id_card.title": "身份证",
  "service.elder_allowance.material.id_card.how": "正反两面",
  "service.elder_allowance.material.household.title": "户口簿",
  "service.elder_allowance.material.household.how": "首页、本人页",
  "service.elder_allowance.material.bank_card.title": "银行卡",
  "service.elder_allowance.step.hand_in.title": "交申请", "service.elder_allowance.step.hand_in.text": "交了就有编号。",
  "service.elder_allowance.step.accept.title": "受理", "service.elder_allowance.step.accept.text": "先看齐不齐。",
  "service.elder_allowance.step.visit.title": "上门查看", "service.elder_allowance.step.visit.text": "先约时间。",
  "service.elder_allowance.basis.law": "《老年人权益保障法》",
  "service.elder_allowance.question.bank.ask": "钱能打到子女的卡上吗？",
  "service.elder_allowance.question.bank.answer": "要打到老人自己的卡上。",
  "form.elder_allowance.section.who.title": "本人信息", "form.elder_allowance.section.pay.title": "收钱的银行卡",
  "form.elder_allowance.section.materials.title": "材料", "form.elder_allowance.section.check.title": "核对并提交",
  "form.elder_allowance.applicant.name.label": "姓名", "form.elder_allowance.local.label": "户口在本街道吗？",
  "form.elder_allowance.bank.name.label": "开户银行", "form.elder_allowance.materials.id_card.label": "身份证照片",
  "form.elder_allowance.materials.household.label": "户口簿照片",
  "form.elder_allowance.materials.bank_card.label": "银行卡照片",
  "form.elder_allowance.truth.label": "我填的都是真的"}
})json");
}

/// What the portal knows of somebody of 83 whose household is elsewhere unless they say so.
[[nodiscard]] inline domain::Value known_facts() {
    return tree(R"json({"facts": {
  "person.name": {"value": "示例老人甲", "source": "2025 年实名认证", "at": "2025-03-01T00:00:00+08:00"},
  "person.id_number": {"value": "320505194305010028", "source": "2025 年实名认证"},
  "person.birth_date": {"value": "1943-05-01", "source": "2025 年实名认证"}}})json");
}

}  // namespace ow::test
