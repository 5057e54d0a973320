#include "analyzers/learner/settings.hpp"

#include <rapidjson/document.h>
#include <rapidjson/error/en.h>

#include <cstddef>
#include <fstream>
#include <iterator>
#include <map>
#include <stdexcept>
#include <variant>

namespace evresi::analyzers::learner {
namespace {

using Number = std::variant<int*, double*>;

std::map<std::string, Number> numbers(Settings& settings) {
    return {
        {"least_target", &settings.least_target},
        {"max_suffix", &settings.max_suffix},
        {"max_append", &settings.max_append},
        {"least_stem", &settings.least_stem},
        {"support", &settings.support},
        {"refine_support", &settings.refine_support},
        {"precision_weight", &settings.precision_weight},
        {"rounds", &settings.rounds},
        {"refine_rounds", &settings.refine_rounds},
        {"max_alternation", &settings.max_alternation},
        {"max_exceptions", &settings.max_exceptions},
        {"least_count", &settings.least_count},
        {"least_lemma", &settings.least_lemma},
        {"more_weight", &settings.more_weight},
    };
}

void put(const Number& number, double value) {
    if (const auto* whole = std::get_if<int*>(&number)) {
        **whole = static_cast<int>(value);
    } else {
        *std::get<double*>(number) = value;
    }
}

std::vector<std::pair<std::string, std::string>> pairs(const rapidjson::Value& list) {
    std::vector<std::pair<std::string, std::string>> out;
    for (const auto& pair : list.GetArray())
        out.emplace_back(pair[0].GetString(), pair[1].GetString());
    return out;
}

}  // namespace

Settings read_settings(const std::string& path) {
    std::ifstream file(path);
    const std::string text{std::istreambuf_iterator<char>(file), {}};
    rapidjson::Document json;
    if (!file || json.Parse(text.c_str()).HasParseError() || !json.IsObject()) {
        throw std::runtime_error(path + ": no JSON object");
    }
    Settings settings;
    const auto known = numbers(settings);
    // By index: RapidJSON's iterators compare ambiguously in C++20.
    for (rapidjson::SizeType i = 0; i < json.MemberCount(); ++i) {
        const auto& member = *(json.MemberBegin() + static_cast<std::ptrdiff_t>(i));
        const std::string name = member.name.GetString();
        const rapidjson::Value& value = member.value;
        if (known.contains(name) && value.IsNumber()) {
            put(known.at(name), value.GetDouble());
        } else if (name == "letters" && value.IsString()) {
            settings.letters = value.GetString();
        } else if (name == "endings" && value.IsArray()) {
            for (const auto& ending : value.GetArray())
                settings.endings.emplace_back(ending.GetString());
        } else if (name == "replace" && value.IsArray()) {
            settings.replace = pairs(value);
        } else if (name == "lemma_of" && value.IsArray()) {
            settings.lemma_of = pairs(value);
        } else if (name == "prefixes" && value.IsArray()) {
            for (const auto& rule : value.GetArray()) {
                settings.prefixes.push_back(
                    {rule[0].GetString(), rule[1].GetInt(), rule[2].GetString()});
            }
        } else {
            throw std::runtime_error(path + ": '" + name + "' is no setting, or of the wrong kind");
        }
    }
    return settings;
}

void set(Settings& settings, const std::string& assignment) {
    const std::size_t equals = assignment.find('=');
    const auto known = numbers(settings);
    const auto found = known.find(assignment.substr(0, equals));
    if (equals == std::string::npos || found == known.end()) {
        throw std::runtime_error("'" + assignment + "' is no setting with a number");
    }
    put(found->second, std::stod(assignment.substr(equals + 1)));
}

}  // namespace evresi::analyzers::learner
