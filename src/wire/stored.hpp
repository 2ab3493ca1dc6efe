#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "src/domain/api.hpp"
#include "src/domain/command.hpp"
#include "src/domain/draft.hpp"
#include "src/domain/settings.hpp"
#include "src/wire/decode_error.hpp"

/// What is kept on the device. Every text carries the version of its layout; what another version wrote, or what is
/// damaged, is answered with an error and left where it is, never deleted.
namespace ow::wire {

template <class T>
using Decoded = domain::Result<T, DecodeError>;

/// A picture of a command that waits in the outbox. Its bytes are stored under `local_id`, a UUID, from which the
/// idempotency key of the upload is made.
struct StoredPhoto {
    std::string local_id;
    std::string attachment_id;              ///< the server's id once it is uploaded; "" before
    std::optional<domain::ApiError> error;  ///< set when the server refused it for good, or its bytes are gone
    int round = 0;                          ///< how often it was sent again because the server had lost it
    bool operator==(const StoredPhoto&) const = default;
};

/// The request of a command. It is kept as it was first made, so that it is the same byte by byte however often and by
/// whatever version of the program it is sent: the server compares it.
struct StoredRequest {
    std::string endpoint;  ///< name of the API call (src/wire/commands.cpp); tells what the answer looks like
    std::string path;      ///< on our own origin
    std::string body;      ///< JSON, still without what the server calls the pictures
    bool operator==(const StoredRequest&) const = default;
};

/// A command in the outbox. Once it is acknowledged it stays for a while without its pictures.
struct StoredCommand {
    domain::Command command;
    StoredRequest request;
    std::vector<StoredPhoto> photos;        ///< of command.blobs
    std::int64_t sequence = 0;              ///< order in which commands were queued on this device
    int attempts = 0;                       ///< failed ones since the last success
    bool refused = false;                   ///< the server's last word was final: waits for a person
    std::optional<domain::ApiError> error;  ///< the last one
    std::optional<domain::Acknowledgement> acknowledged;
    bool operator==(const StoredCommand&) const = default;
};

/// An appeal that is being written, as text and back.
[[nodiscard]] std::string encode_draft(const domain::AppealDraft& draft);
/// Nothing is guessed: one bad member makes the whole text an error.
[[nodiscard]] Decoded<domain::AppealDraft> decode_draft(std::string_view text);

/// A command of the outbox, as text and back.
[[nodiscard]] std::string encode_command(const StoredCommand& command);
/// Likewise; filings that the layout before this one stored become commands. An endpoint that this program does not
/// know (a newer one wrote it) is an error as well: "endpoint".
[[nodiscard]] Decoded<StoredCommand> decode_command(std::string_view text);

/// What is kept of entries that this program cannot read, for a person to carry elsewhere: JSON, a list of `{key,
/// stored}` with the stored text as it is, which need not be JSON itself. \param entries keys and texts
[[nodiscard]] std::string unreadable_file(const std::vector<std::pair<std::string, std::string>>& entries);

/// A receipt, as text and back.
[[nodiscard]] std::string encode_receipt(const domain::Receipt& receipt);
/// Likewise.
[[nodiscard]] Decoded<domain::Receipt> decode_receipt(std::string_view text);

/// Who was signed in, as text and back.
[[nodiscard]] std::string encode_account(const domain::Account& account);
/// Likewise.
[[nodiscard]] Decoded<domain::Account> decode_account(std::string_view text);

/// Members that are missing or make no sense get their default and the rest is kept: a setting is not worth an error.
/// Fails only where the text is no JSON object at all.
[[nodiscard]] std::string encode_settings(const domain::Settings& settings);
[[nodiscard]] Decoded<domain::Settings> decode_settings(std::string_view text);

}  // namespace ow::wire
