/// What is kept on the device: any text is read or refused, and what was read is written so that it reads the same.

#include "src/wire/stored.hpp"
#include "tests/fuzz/must.hpp"

#include <cstddef>
#include <cstdint>
#include <string_view>

using namespace ow;

namespace {

template <class Decode, class Encode>
void round_trip(std::string_view text, Decode decode, Encode encode) {
    const auto first = decode(text);
    if (!first.ok()) return;
    const auto second = decode(encode(first.value()));
    fuzz::must(second.ok() && second.value() == first.value());
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    round_trip(text, wire::decode_draft, wire::encode_draft);
    round_trip(text, wire::decode_command, wire::encode_command);
    round_trip(text, wire::decode_receipt, wire::encode_receipt);
    round_trip(text, wire::decode_account, wire::encode_account);
    round_trip(text, wire::decode_settings, wire::encode_settings);
    return 0;
}
