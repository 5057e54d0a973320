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

    /// The weights of a gram, or null.
    [[nodiscard]] const Weights* find(std::uint64_t key) const noexcept {
        const std::uint32_t hash = mixed(key);
        const std::size_t last = slots.size() - 1;
        for (std::size_t at = hash >> (32 - slot_bits);; at = (at + 1) & last) {
            const std::uint32_t slot = slots[at];
            if (slot == 0) return nullptr;
            if ((slot >> 16) == (hash & 0xFFFF)) return &weights[(slot & 0xFFFF) - 1];
        }
    }
};

[[nodiscard]] const Model& latin_model();
[[nodiscard]] const Model& cyrillic_model();

}  // namespace evresi::analyzers::detection
