// Model: a learnt table of grams with their weight for each class of languages (a language of ours,
// or a group of others), and the bias of each class. Constant data, made at build time from a
// .tsv of this folder; the detector reads it.
#pragma once

#include "analyzers/detection/grams.hpp"

#include <array>
#include <cstdint>
#include <span>
#include <string_view>

namespace evresi::analyzers::detection {

inline constexpr std::size_t kClasses = 8;

/// The weights of one gram. Classes that a model has not weigh nothing.
using Weights = std::array<std::int8_t, kClasses>;
using Sums = std::array<std::int32_t, kClasses>;

struct Model {
    std::span<const std::string_view> classes;  ///< tags of ours, names of groups of others
    /// Open addressing by the upper bits of mixed(key): lower 16 bits of the hash, then the number
    /// of the gram's weights plus one. 0 is a free place. The size is a power of two.
    std::span<const std::uint32_t> slots;
    std::span<const Weights> weights;
    std::array<float, kClasses> biases{};
    float scale = 0.0F;  ///< what one step of a weight is worth
    unsigned slot_bits = 0;

    /// Brings the place of a gram, by its mixed key, near the processor.
    void prefetch(std::uint32_t hash) const noexcept {
        __builtin_prefetch(&slots[hash >> (32 - slot_bits)]);
    }

    /// One more than the index of a gram's weights; 0 where it has none. By the mixed key.
    [[nodiscard]] std::uint32_t number_of(std::uint32_t hash) const noexcept {
        const std::uint32_t* const places = slots.data();
        const std::size_t last = slots.size() - 1;
        std::size_t at = hash >> (32 - slot_bits);
        // Two places at once and without branches: which one has the gram, if any, cannot be
        // foretold.
        const std::uint32_t first = places[at];
        const std::uint32_t second = places[(at + 1) & last];
        const std::uint32_t tag = hash & 0xFFFF;
        const bool is_first = ((first >> 16) == tag) & (first != 0);
        const bool goes_on = (first != 0) & !is_first;
        const bool is_second = goes_on & ((second >> 16) == tag) & (second != 0);
        const std::uint32_t number =
            (first & (0u - unsigned{is_first})) | (second & (0u - unsigned{is_second}));
        if (((second != 0) & goes_on & !is_second) == 0) return number & 0xFFFF;
        for (at = (at + 2) & last;; at = (at + 1) & last) {
            const std::uint32_t slot = places[at];
            if (slot == 0) return 0;
            if ((slot >> 16) == (hash & 0xFFFF)) return slot & 0xFFFF;
        }
    }
};

[[nodiscard]] const Model& latin_model();
[[nodiscard]] const Model& cyrillic_model();

}  // namespace evresi::analyzers::detection
