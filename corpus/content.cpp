#include "corpus/content.hpp"

#include "base/ascii.hpp"
#include "corpus/byte_source.hpp"
#include "corpus/clean_text.hpp"
#include "corpus/encoding.hpp"
#include "corpus/ole_file.hpp"
#include "corpus/row_fields.hpp"

#include <algorithm>
#include <array>

namespace evresi::corpus {
namespace {

constexpr std::size_t kHeadBytes = 4096;
constexpr std::string_view kUnpackFirst = "unpack it first";
constexpr std::string_view kNoText = "it holds no text to search";

struct Signature {
    std::string_view bytes;
    std::size_t offset;
    std::string_view description;
    std::string_view remedy;
};

// Signatures of letters alone may begin a text: they count in bytes that are no text only.
constexpr std::array<Signature, 35> kSignatures = {{
    {"\x89PNG\r\n", 0, "a PNG picture", kNoText},
    {"\xFF\xD8\xFF", 0, "a JPEG picture", kNoText},
    {"GIF8", 0, "a GIF picture", kNoText},
    {std::string_view("II*\0", 4), 0, "a TIFF picture", kNoText},
    {std::string_view("MM\0*", 4), 0, "a TIFF picture", kNoText},
    {"WEBP", 8, "a WebP picture", kNoText},
    {"BM", 0, "a bitmap picture", kNoText},
    {std::string_view("\0\0\1\0", 4), 0, "an icon", kNoText},
    {"8BPS", 0, "a Photoshop picture", kNoText},
    {"WAVE", 8, "a sound file", kNoText},
    {"ID3", 0, "a sound file", kNoText},
    {"\xFF\xFB", 0, "a sound file", kNoText},
    {"OggS", 0, "a sound or video file", kNoText},
    {"fLaC", 0, "a sound file", kNoText},
    {"ftyp", 4, "a sound, picture or video file", kNoText},
    {"AVI ", 8, "a video file", kNoText},
    {"\x1A\x45\xDF\xA3", 0, "a video file", kNoText},
    {"wOFF", 0, "a font", kNoText},
    {"wOF2", 0, "a font", kNoText},
    {"OTTO", 0, "a font", kNoText},
    {std::string_view("\0\1\0\0\0", 5), 0, "a font", kNoText},
    {"7z\xBC\xAF\x27\x1C", 0, "a 7-Zip archive", kUnpackFirst},
    {"Rar!\x1A\x07", 0, "a RAR archive", kUnpackFirst},
    {"\xFD"
     "7zXZ",
     0, "an xz file", kUnpackFirst},
    {"BZh", 0, "a bzip2 file", kUnpackFirst},
    {"\x1F\x8B", 0, "a gzip file within a packed file", kUnpackFirst},
    {"\x28\xB5\x2F\xFD", 0, "a Zstandard file within a packed file", kUnpackFirst},
    {"MSCF", 0, "a CAB archive", kUnpackFirst},
    {"AT&TFORM", 0, "a DjVu file", "save its text as .txt"},
    {"SQLite format 3", 0, "an SQLite database", "export its texts as .csv or .jsonl"},
    {"\x7F"
     "ELF",
     0, "a program", kNoText},
    {"MZ", 0, "a program", kNoText},
    {"\xCA\xFE\xBA\xBE", 0, "a program", kNoText},
    {"\xFE\xED\xFA", 0, "a program", kNoText},
    {"!<arch>", 0, "a program library", kNoText},
}};

bool is_plain_ascii(std::string_view bytes) noexcept {
    return std::all_of(bytes.begin(), bytes.end(), [](char c) { return c >= 0x20 && c < 0x7F; });
}

bool begins_with_ignoring_case(std::string_view text, std::string_view start) noexcept {
    return equals_ignoring_case(text.substr(0, start.size()), start);
}

// The letters of UTF-16 without their zeros, white space and the byte order mark passed over: what
// tags and keys in ASCII are looked for in.
std::string narrowed(std::string_view head) {
    std::string text(head.substr(0, kHeadBytes));
    const bool is_wide = head.starts_with("\xFF\xFE") || head.starts_with("\xFE\xFF");
    if (is_wide) {
        text.erase(0, 2);
        std::erase(text, '\0');
    }
    return std::string(trim(text));
}

// Passes over what may stand before the first tag of a page.
std::string_view without_prologue(std::string_view text) noexcept {
    for (;;) {
        text = trim(text);
        std::size_t end = std::string_view::npos;
        std::size_t mark = 0;
        if (text.starts_with("<?xml")) {
            end = text.find("?>");
            mark = 2;
        } else if (text.starts_with("<!--")) {
            end = text.find("-->");
            mark = 3;
        }
        if (end == std::string_view::npos) return text;
        text.remove_prefix(end + mark);
    }
}

bool is_page(std::string_view text) noexcept {
    text = without_prologue(text);
    for (const std::string_view tag : {"<!doctype html", "<html", "<head", "<body"}) {
        if (!begins_with_ignoring_case(text, tag) || text.size() == tag.size()) continue;
        const char after = text[tag.size()];
        if (after == '>' || after == ' ' || (after >= '\t' && after <= '\r')) return true;
    }
    return false;
}

// Rows: an object that ends on its own line, or a line longer than what is looked at.
bool is_json_lines(std::string_view text) noexcept {
    if (!text.starts_with('{')) return false;
    if (!trim(text.substr(1)).starts_with('"')) return false;
    const std::size_t end = text.find('\n');
    return end == std::string_view::npos || trim(text.substr(0, end)).ends_with('}');
}

// A first line that names columns of ours, the text or title among them.
bool is_table(std::string_view text) {
    const std::string_view first = text.substr(0, text.find('\n'));
    int known = 0;
    bool has_text = false;
    for (std::size_t at = 0; at < first.size();) {
        const std::size_t end = std::min(first.find_first_of(",;\t", at), first.size());
        const std::string name = lower_ascii(strip(first.substr(at, end - at), " \r\""));
        known += is_row_key(name) ? 1 : 0;
        has_text = has_text || name == "text" || name == "title";
        at = end + 1;
    }
    return has_text && known >= 2;
}

bool is_rtf(std::string_view head) noexcept {
    return head.starts_with("{\\rtf");
}

struct Suffixes {
    std::string_view kind;
    std::string_view list;  // each between blanks
};

constexpr std::array<Suffixes, 6> kWithoutText = {{
    {"pictures", " .png .jpg .jpeg .gif .bmp .ico .svg .svgz .webp .avif .tif .tiff .psd .heic "},
    {"fonts", " .woff .woff2 .ttf .otf .eot "},
    {"style sheets", " .css .scss .less "},
    {"scripts", " .js .mjs .cjs .map .wasm "},
    {"sound or video files",
     " .mp3 .mp4 .m4a .m4v .avi .mov .mkv .webm .wav .flac .ogg .oga .ogv .wma .wmv .flv .swf .mpg "
     ".mpeg .3gp .aac "},
    {"programs or system files", " .exe .dll .so .dylib .msi .apk .class .pyc .lnk .ini .db "},
}};

// Text, but of programs and for programs. A page among them (.php, .xml) is known by its look.
constexpr std::string_view kDataSuffixes =
    " .json .xml .rss .atom .xsd .xsl .dtd .yml .yaml .toml .cfg .conf .log .lock .sql .py .php "
    ".pl "
    ".rb .sh .bat .ps1 .c .h .cpp .hpp .java .cs .go .rs .jsx .tsx .vue .bib .cls .sty .vtt .srt ";

struct OtherText {
    std::string_view suffixes;
    std::string_view description;
    std::string_view remedy;
};

// Text in form, but not in sense.
constexpr std::array<OtherText, 4> kOtherTexts = {{
    {" .mht .mhtml ", "a page saved as a web archive", "save it as .html"},
    {" .eml .mbox ", "a mail message", "save its text as .txt or .html"},
    {" .fodt ", "an OpenDocument text in one piece", "save it as .odt"},
    {" .ps .eps ", "a PostScript file", "convert it to .pdf"},
}};

bool has_suffix_of(std::string_view file_name, std::string_view list) {
    const std::size_t dot = file_name.rfind('.');
    if (dot == std::string_view::npos || file_name.size() - dot > 8) return false;
    return list.find(" " + lower_ascii(file_name.substr(dot)) + " ") != std::string_view::npos;
}

constexpr std::string_view kFormats =
    ".txt, .md, .html, .jsonl, .csv, .tsv, .pdf, .docx or .odt (also in .zip, .tar, .gz and .zst)";

Refusal unsupported(std::string message) {
    return {std::string(error_code_name(ErrorCode::unsupported_format)), std::move(message)};
}

Result<Recognised> recognise_archive(const RandomBytes& bytes) {
    const Result<ZipArchive> archive = ZipArchive::open(bytes);
    if (!archive) return archive.error();
    if (Refusal refusal = refusal_of(*archive); !refusal.code.empty()) {
        return Recognised{nullptr, std::move(refusal)};
    }
    const ContentKind kind = kind_of_archive(*archive);
    if (!kind.description.empty()) return Recognised{nullptr, refusal_of(kind)};
    return Recognised{reader_named(kind.reader), {}};
}

Recognised recognise_ole(const RandomBytes& bytes) {
    const OleKind kind = kind_of_ole(bytes);
    if (kind.is_encrypted) {
        return {nullptr,
                {"password-protected",
                 "the document is password-protected; save it without a password"}};
    }
    return {nullptr, refusal_of(ContentKind{{}, kind.description, kind.remedy})};
}

ContentKind kind_by_media_type(std::string_view type) noexcept {
    static constexpr std::string_view kOpenDocument = "application/vnd.oasis.opendocument.";
    if (type == "application/epub+zip") return {{}, "an EPUB book", "convert it to .html or .txt"};
    if (!type.starts_with(kOpenDocument)) return {};
    type.remove_prefix(kOpenDocument.size());
    if (type.starts_with("text")) return {"odt", {}, {}};
    if (type.starts_with("spreadsheet")) {
        return {{}, "an OpenDocument spreadsheet (.ods)", "save it as .csv"};
    }
    if (type.starts_with("presentation")) {
        return {{}, "an OpenDocument presentation (.odp)", "save it as .pdf"};
    }
    return {{}, "an OpenDocument file without running text", "save it as .pdf"};
}

bool has_members_in(const ZipArchive& archive, std::string_view folder) noexcept {
    return std::any_of(
        archive.members().begin(), archive.members().end(),
        [&](const ArchiveMember& member) { return member.name.starts_with(folder); });
}

ContentKind kind_of_office_package(const ZipArchive& archive) noexcept {
    if (has_members_in(archive, "word/")) return {"docx", {}, {}};
    if (has_members_in(archive, "xl/")) return {{}, "an Excel workbook (.xlsx)", "save it as .csv"};
    if (has_members_in(archive, "ppt/")) {
        return {{}, "a PowerPoint presentation (.pptx)", "save it as .pdf"};
    }
    return {{}, "an office file without running text", "save it as .pdf"};
}

}  // namespace

Refusal refusal_of(const ContentKind& kind) {
    return unsupported("the file is " + std::string(kind.description) + "; " +
                       std::string(kind.remedy));
}

const Reader* reader_named(std::string_view name) noexcept {
    for (const Reader* const reader : readers()) {
        if (reader->name == name) return reader;
    }
    return nullptr;
}

ContentKind kind_of_content(std::string_view head) noexcept {
    head = head.substr(0, kHeadBytes);
    if (is_zip(head)) return {"zip", {}, {}};
    // Readers of PDF allow some bytes of a mailer or a server before it.
    if (head.substr(0, 1024).find("%PDF-") != std::string_view::npos) {
        if (trim(head).starts_with("%PDF-") || is_binary(head)) return {"pdf", {}, {}};
    }
    if (is_rtf(head)) return {{}, "an RTF text", "save it as .docx or .odt"};
    if (is_ole(head)) return {{}, "an office file of the old kind", "save it as .docx"};
    if (head.size() > 262 && head.substr(257, 5) == "ustar") return {"tar", {}, {}};
    const bool is_no_text = is_binary(head);
    for (const Signature& signature : kSignatures) {
        if (!is_no_text && is_plain_ascii(signature.bytes)) continue;
        if (head.size() < signature.offset) continue;
        if (head.substr(signature.offset).starts_with(signature.bytes)) {
            return {{}, signature.description, signature.remedy};
        }
    }
    if (!is_no_text && is_page(narrowed(head))) return {"html", {}, {}};
    return {};
}

std::string_view kind_of_text(std::string_view file_name, std::string_view head) {
    if (is_binary(head)) return {};
    const std::string text = narrowed(head);
    if (text.empty()) return {};
    if (is_page(text)) return "html";
    if (is_json_lines(text)) return "jsonl";
    if (is_table(text)) return "csv";
    for (const char* const start : {"<?xml", "<svg", "{", "[", "%!PS"}) {
        if (text.starts_with(start)) return {};
    }
    if (has_suffix_of(file_name, kDataSuffixes)) return {};
    for (const OtherText& other : kOtherTexts) {
        if (has_suffix_of(file_name, other.suffixes)) return {};
    }
    return "plain_text";
}

ContentKind kind_of_archive(const ZipArchive& archive) {
    const ArchiveMember* const type = archive.find("mimetype");
    if (type != nullptr) {
        const Result<std::string> text = archive.read_member(*type, 64u << 10);
        const ContentKind kind = text ? kind_by_media_type(trim(*text)) : ContentKind();
        if (!kind.reader.empty() || !kind.description.empty()) return kind;
    }
    if (archive.find("[Content_Types].xml") != nullptr) return kind_of_office_package(archive);
    if (archive.find("content.xml") != nullptr &&
        archive.find("META-INF/manifest.xml") != nullptr) {
        return {"odt", {}, {}};
    }
    if (archive.find("META-INF/MANIFEST.MF") != nullptr) {
        return {{}, "a Java archive", kNoText};
    }
    return {"zip", {}, {}};
}

std::string_view kind_without_text(std::string_view file_name) noexcept {
    for (const Suffixes& suffixes : kWithoutText) {
        if (has_suffix_of(file_name, suffixes.list)) return suffixes.kind;
    }
    return {};
}

Refusal refusal_of(const ZipArchive& archive) {
    if (archive.is_bomb()) {
        return {
            "archive-bomb",
            "the archive's members share their bytes or would unpack to more than 100 times its "
            "size; unpack it first if it is to be trusted"};
    }
    if (archive.members().empty()) return {"empty-file", "the archive has no members"};
    return {};
}

Result<Recognised> recognise(std::string_view file_name,
                             std::unique_ptr<ByteSource>& bytes,
                             const ReadLimits& limits) {
    Result<std::string> head = read_prefix(*bytes, kHeadBytes);
    if (!head) return head.error();
    if (head->empty()) return Recognised{nullptr, {"empty-file", "the file is empty"}};
    bytes = with_prefix(*head, std::move(bytes));
    if (is_zip(*head) || is_ole(*head)) {
        Result<std::unique_ptr<ByteSource>> random =
            with_random_access(std::move(bytes), limits.file_bytes);
        if (!random) return random.error();
        bytes = std::move(*random);
        if (is_zip(*head)) return recognise_archive(*bytes->random_access());
        return recognise_ole(*bytes->random_access());
    }
    if (const Reader* const reader = find_reader(file_name, *head)) return Recognised{reader, {}};
    const ContentKind kind = kind_of_content(*head);
    if (!kind.description.empty()) return Recognised{nullptr, refusal_of(kind)};
    for (const OtherText& other : kOtherTexts) {
        if (!has_suffix_of(file_name, other.suffixes)) continue;
        return Recognised{nullptr, refusal_of(ContentKind{{}, other.description, other.remedy})};
    }
    if (!is_binary(*head)) {
        return Recognised{nullptr, unsupported("the file looks like data or a program's text; "
                                               "rename it .txt if it is to be searched")};
    }
    return Recognised{nullptr, unsupported("the file is in no format that can be read; give " +
                                           std::string(kFormats) + ", or convert it to text")};
}

}  // namespace evresi::corpus
