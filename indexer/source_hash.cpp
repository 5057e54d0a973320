#include "indexer/source_hash.hpp"

#include "base/check.hpp"
#include "corpus/boilerplate.hpp"

#include <xxhash.h>

#include <algorithm>
#include <array>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace evresi::indexer {
namespace {

/// To be raised when the hash takes in anything else than before.
constexpr std::uint64_t kVersion = 1;

struct FreeState {
    void operator()(XXH3_state_t* state) const noexcept { XXH3_freeState(state); }
};

}  // namespace

/// Takes values in, each so that it cannot be mistaken for part of its neighbours.
struct SourceHasher::State {
    explicit State(std::string_view of_rules) : rules(of_rules), hash(XXH3_createState()) {
        EVRESI_CHECK(hash != nullptr);
    }

    void add(std::uint64_t value) {
        // The same bytes on every machine.
        std::array<unsigned char, 8> bytes;
        for (std::size_t i = 0; i < 8; ++i) {
            bytes[i] = static_cast<unsigned char>(value >> (8 * i) & 0xff);
        }
        XXH3_128bits_update(hash.get(), bytes.data(), bytes.size());
    }
    void add(std::string_view text) {
        add(std::uint64_t{text.size()});
        XXH3_128bits_update(hash.get(), text.data(), text.size());
    }
    void add(const corpus::Span& span) {
        add((std::uint64_t{span.begin} << 32) + span.end);
        add(std::uint64_t{span.in_title});
    }
    void add(const corpus::Evidence& evidence) {
        add(static_cast<std::uint64_t>(evidence.provenance));
        add(evidence.span);
        add(evidence.sentence);
        add(evidence.document);
    }
    void add(int value) { add(static_cast<std::uint64_t>(static_cast<std::int64_t>(value))); }
    void add(const std::string& text) { add(std::string_view(text)); }
    void add(const corpus::Period& period) {
        add(period.first);
        add(period.last);
    }
    template <class T>
    void add(const corpus::Sourced<T>& item) {
        add(item.value);
        add(item.evidence);
    }
    void add(const std::pair<std::string, std::string>& pair) {
        add(pair.first);
        add(pair.second);
    }
    template <class T>
    void add(const std::optional<T>& value) {
        add(std::uint64_t{value.has_value()});
        if (value) add(*value);
    }
    template <class T>
    void add(const std::vector<T>& list) {
        add(std::uint64_t{list.size()});
        for (const T& item : list) add(item);
    }
    void add(const corpus::Paragraph& paragraph) {
        add((std::uint64_t{paragraph.begin} << 32) + paragraph.end);
        add(paragraph.lang.view());
        add(std::uint64_t{paragraph.is_boilerplate});
    }
    void add(std::span<const std::uint8_t> repeats) {
        const auto tells = [](std::uint8_t count) { return corpus::telling_repeats(count) != 0; };
        if (std::none_of(repeats.begin(), repeats.end(), tells)) repeats = {};
        add(std::uint64_t{repeats.size()});
        for (const std::uint8_t count : repeats) {
            const std::uint8_t told = corpus::telling_repeats(count);
            XXH3_128bits_update(hash.get(), &told, 1);
        }
    }

    std::string rules;
    std::unique_ptr<XXH3_state_t, FreeState> hash;
};

SourceHasher::SourceHasher(std::string_view rules) : state_(std::make_unique<State>(rules)) {}
SourceHasher::~SourceHasher() = default;
SourceHasher::SourceHasher(SourceHasher&&) noexcept = default;
SourceHasher& SourceHasher::operator=(SourceHasher&&) noexcept = default;

database::Checksum SourceHasher::hash(const corpus::Document& document,
                                      std::span<const std::uint8_t> repeats) {
    State& state = *state_;
    XXH3_128bits_reset(state.hash.get());
    state.add(kVersion);
    state.add(state.rules);
    state.add(document.id);
    state.add(document.title);
    state.add(document.text);
    state.add(document.lang.view());
    state.add(static_cast<std::uint64_t>(document.lang_from));
    state.add(document.title_lang.view());
    state.add(document.url);
    state.add(document.date);
    state.add(std::uint64_t{document.date_is_of_file});
    state.add(document.metadata.programme);
    state.add(document.metadata.country);
    state.add(document.metadata.year);
    state.add(document.metadata.period);
    state.add(document.metadata.project);
    state.add(document.paragraphs);
    state.add(document.programme_labels);
    state.add(document.fields);
    state.add(document.furniture);
    state.add(repeats);
    const XXH128_hash_t hash = XXH3_128bits_digest(state.hash.get());
    return {hash.high64, hash.low64};
}

}  // namespace evresi::indexer
