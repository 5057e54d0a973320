#include "indexer/writer/term_lists.hpp"

#include <algorithm>
#include <cstring>
#include <filesystem>
#include <system_error>

namespace evresi::indexer {
namespace {

/// Some 130 MB of postings at 650 terms a document.
constexpr std::size_t kRangeDocuments = 16'384;

}  // namespace

TermLists::TermLists(const std::string& folder, std::size_t documents) : folder_(folder) {
    for (std::size_t first = 0; first < documents; first += kRangeDocuments) {
        ranges_.emplace_back(folder + "/terms-" + std::to_string(ranges_.size()));
    }
}

void TermLists::add(std::string_view term, std::span<const Posting> postings) {
    const auto number = static_cast<std::uint32_t>(starts_.size() - 1);
    terms_ += term;
    starts_.push_back(terms_.size());
    for (const Posting& posting : postings) {
        const Item item{posting.document, number, posting.frequency};
        char bytes[sizeof item];
        std::memcpy(bytes, &item, sizeof item);
        ranges_[(posting.document - 1) / kRangeDocuments].write({bytes, sizeof bytes});
    }
}

glass::TableInfo TermLists::write(const DocumentSpool& documents) {
    glass::TermlistWriter table(folder_);
    for (std::size_t range = 0; range < ranges_.size(); ++range) {
        ranges_[range].close();
        write_range(range, documents, table);
        std::filesystem::remove(ranges_[range].path());
    }
    return table.finish();
}

void TermLists::write_range(std::size_t range,
                            const DocumentSpool& documents,
                            glass::TermlistWriter& table) const {
    std::vector<Item> items;
    if (ranges_[range].size() > 0) {
        const Result<database::MappedFile> file = database::MappedFile::open(ranges_[range].path());
        if (!file) {
            throw std::system_error(std::make_error_code(std::errc::io_error),
                                    file.error().message);
        }
        items.resize(file->bytes().size() / sizeof(Item));
        std::memcpy(items.data(), file->bytes().data(), file->bytes().size());
    }
    std::ranges::stable_sort(items, {}, &Item::docid);
    auto item = items.begin();
    const std::size_t end = std::min(documents.size(), (range + 1) * kRangeDocuments);
    for (std::size_t i = range * kRangeDocuments; i < end; ++i) {
        const auto docid = static_cast<std::uint32_t>(i + 1);
        const auto last =
            std::find_if(item, items.end(), [docid](const Item& at) { return at.docid != docid; });
        const StoredDocumentView document = documents[i];
        table.begin(docid, document.length, static_cast<std::uint32_t>(last - item));
        for (; item != last; ++item) {
            const std::string_view term = std::string_view(terms_).substr(
                starts_[item->term], starts_[item->term + 1] - starts_[item->term]);
            table.add(term, item->frequency);
        }
        std::vector<std::uint32_t> slots;
        for (std::size_t k = 0; k < kSlots.size(); ++k) {
            if (!document.values[k].empty()) slots.push_back(kSlots[k]);
        }
        table.end(slots);
    }
}

}  // namespace evresi::indexer
