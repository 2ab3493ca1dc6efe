#include <catch2/catch_test_macros.hpp>

#include "src/wire/uploads.hpp"

using namespace ow;

namespace {

const wire::UploadPlace place{"u1", 100, 3000};

wire::HttpResponse answer(int status, std::string body) { return {status, {}, std::move(body)}; }

}  // namespace

TEST_CASE("An upload is announced at one address, and its parts go to another with their place", "[wire]") {
    CHECK(wire::parts_path({}) == "/api/v1/uploads");
    CHECK(wire::parts_path({"a/b", 1'048'576, 0}) == "/api/v1/uploads/a%2Fb?offset=1048576");
}

TEST_CASE("A file that went in one request is there by its id", "[wire]") {
    const auto step = wire::upload_step(answer(201, R"({"id": "A", "bytes": 5, "pages": null})"), {});
    REQUIRE(step.ok());
    CHECK(step->attachment_id == "A");
}

TEST_CASE("A part says how far the file has come, the last one what became of it", "[wire]") {
    const auto part = wire::upload_step(
        answer(200, R"({"id": "u1", "bytes": 3000, "received": 1100, "part": 1000, "attachment": null})"), place);
    REQUIRE(part.ok());
    CHECK(part->attachment_id.empty());
    CHECK(part->place == wire::UploadPlace{"u1", 1100, 3000});
    const auto last = wire::upload_step(
        answer(200, R"({"id": "u1", "bytes": 3000, "received": 3000, "attachment": {"id": "A"}})"), place);
    REQUIRE(last.ok());
    CHECK(last->attachment_id == "A");
}

TEST_CASE("A part at the wrong place is told the right one; another conflict is an error", "[wire]") {
    const std::string error = R"("error": {"code": "conflict", "message": "m", "fields": [], "request_id": "r"})";
    const auto moved = wire::upload_step(answer(409, "{" + error + R"(, "received": 40})"), place);
    REQUIRE(moved.ok());
    CHECK(moved->place == wire::UploadPlace{"u1", 40, 3000});
    const auto other = wire::upload_step(answer(409, "{" + error + "}"), place);
    REQUIRE_FALSE(other.ok());
    CHECK(other.error().kind == domain::ApiErrorKind::conflict);
}

TEST_CASE("What is no answer of ours to an upload is no success", "[wire]") {
    for (const char* body : {"", "{}", "[]", "<html>", R"({"id": 5})", R"({"received": "x"})"})
        for (const int status : {0, 200, 201, 409, 503}) {
            const auto step = wire::upload_step(answer(status, body), place);
            if (step.ok()) {
                CHECK(step->attachment_id.empty());  // at most a place to ask again from
                CHECK(std::string(body) == R"({"received": "x"})");
            }
        }
}
