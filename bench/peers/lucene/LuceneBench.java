// Lucene on the synthetic corpus: an analyser for each language that it has one for, positions, texts stored,
// facets as sorted doc values, BM25, counts exact as Evresi gives them.
//
//   LuceneBench build corpus.tsv INDEX THREADS     {"documents": n, "text_bytes": n}
//   LuceneBench queries INDEX queries.tsv PASSES   {"top10": {...}, "facets": {...}}, CPU ms by query
import java.io.BufferedReader;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.analysis.DelegatingAnalyzerWrapper;
import org.apache.lucene.analysis.bg.BulgarianAnalyzer;
import org.apache.lucene.analysis.el.GreekAnalyzer;
import org.apache.lucene.analysis.en.EnglishAnalyzer;
import org.apache.lucene.analysis.lv.LatvianAnalyzer;
import org.apache.lucene.analysis.standard.StandardAnalyzer;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.Field;
import org.apache.lucene.document.StoredField;
import org.apache.lucene.document.StringField;
import org.apache.lucene.document.TextField;
import org.apache.lucene.facet.FacetsCollector;
import org.apache.lucene.facet.FacetsConfig;
import org.apache.lucene.facet.sortedset.DefaultSortedSetDocValuesReaderState;
import org.apache.lucene.facet.sortedset.SortedSetDocValuesFacetCounts;
import org.apache.lucene.facet.sortedset.SortedSetDocValuesFacetField;
import org.apache.lucene.facet.sortedset.SortedSetDocValuesReaderState;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.BooleanClause;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.MatchAllDocsQuery;
import org.apache.lucene.search.MultiCollector;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.TermQuery;
import org.apache.lucene.search.TopScoreDocCollector;
import org.apache.lucene.store.FSDirectory;
import org.apache.lucene.util.QueryBuilder;

public final class LuceneBench {
    private static final double BUFFER_MB = 256;
    private static final int HITS = 10;
    private static final int WARM_PASSES = 4;

    private static Map<String, Analyzer> analyzers() {
        Map<String, Analyzer> byLanguage = new HashMap<>();
        byLanguage.put("el", new GreekAnalyzer());
        byLanguage.put("bg", new BulgarianAnalyzer());
        byLanguage.put("lv", new LatvianAnalyzer());
        byLanguage.put("en", new EnglishAnalyzer());
        byLanguage.put("sl", new StandardAnalyzer());
        return byLanguage;
    }

    private static FacetsConfig facets() {
        FacetsConfig config = new FacetsConfig();
        config.setMultiValued("country", true);
        return config;
    }

    /** Fields are named by their language: text_el. */
    private static final class ByField extends DelegatingAnalyzerWrapper {
        private final Map<String, Analyzer> byLanguage = analyzers();

        ByField() {
            super(PER_FIELD_REUSE_STRATEGY);
        }

        @Override
        protected Analyzer getWrappedAnalyzer(String field) {
            return byLanguage.getOrDefault(field.substring(field.indexOf('_') + 1), byLanguage.get("sl"));
        }
    }

    private static Document document(String[] columns, FacetsConfig config) throws IOException {
        Document document = new Document();
        document.add(new StringField("id", columns[0], Field.Store.YES));
        document.add(new TextField("title_" + columns[1], columns[5], Field.Store.YES));
        document.add(new TextField("text_" + columns[1], columns[6], Field.Store.NO));
        document.add(new StoredField("text", columns[6]));
        addFacet(document, "programme", columns[2]);
        for (String country : columns[3].split(",")) {
            addFacet(document, "country", country);
        }
        addFacet(document, "year", columns[4]);
        return config.build(document);
    }

    private static void addFacet(Document document, String name, String value) {
        document.add(new SortedSetDocValuesFacetField(name, value));
        document.add(new StringField("filter_" + name, value, Field.Store.NO));
    }

    private static void build(String corpus, String index, int threads) throws Exception {
        AtomicLong documents = new AtomicLong();
        AtomicLong bytes = new AtomicLong();
        IndexWriterConfig settings = new IndexWriterConfig(new ByField());
        settings.setRAMBufferSizeMB(BUFFER_MB);
        settings.setOpenMode(IndexWriterConfig.OpenMode.CREATE);
        FacetsConfig config = facets();
        try (IndexWriter writer = new IndexWriter(FSDirectory.open(Path.of(index)), settings);
                BufferedReader lines = Files.newBufferedReader(Path.of(corpus), StandardCharsets.UTF_8)) {
            List<Thread> workers = new ArrayList<>();
            Exception[] failure = new Exception[1];
            for (int i = 0; i < threads; ++i) {
                workers.add(new Thread(() -> {
                    try {
                        while (true) {
                            String line;
                            synchronized (lines) {
                                line = lines.readLine();
                            }
                            if (line == null) {
                                return;
                            }
                            String[] columns = line.split("\t", -1);
                            writer.addDocument(document(columns, config));
                            documents.incrementAndGet();
                            bytes.addAndGet(columns[5].getBytes(StandardCharsets.UTF_8).length
                                    + columns[6].getBytes(StandardCharsets.UTF_8).length);
                        }
                    } catch (Exception fault) {
                        synchronized (failure) {
                            failure[0] = fault;
                        }
                    }
                }));
            }
            workers.forEach(Thread::start);
            for (Thread worker : workers) {
                worker.join();
            }
            if (failure[0] != null) {
                throw failure[0];
            }
            writer.commit();
        }
        System.out.printf("{\"documents\": %d, \"text_bytes\": %d}%n", documents.get(), bytes.get());
    }

    /** The words in the fields of the query's language. */
    private static Query query(String[] columns, Map<String, Analyzer> byLanguage) {
        QueryBuilder words = new QueryBuilder(byLanguage.get(columns[1]));
        BooleanQuery.Builder fields = new BooleanQuery.Builder();
        for (String field : new String[] {"title_" + columns[1], "text_" + columns[1]}) {
            Query part = columns[0].equals("phrase") ? words.createPhraseQuery(field, columns[2])
                    : words.createBooleanQuery(field, columns[2], BooleanClause.Occur.SHOULD);
            if (part != null) {
                fields.add(part, BooleanClause.Occur.SHOULD);
            }
        }
        Query found = fields.build().clauses().isEmpty() ? new MatchAllDocsQuery() : fields.build();
        if (columns.length < 4 || columns[3].isEmpty()) {
            return found;
        }
        int equals = columns[3].indexOf('=');
        Term filter = new Term("filter_" + columns[3].substring(0, equals), columns[3].substring(equals + 1));
        return new BooleanQuery.Builder().add(found, BooleanClause.Occur.MUST)
                .add(new TermQuery(filter), BooleanClause.Occur.FILTER).build();
    }

    private static long search(IndexSearcher searcher, SortedSetDocValuesReaderState state, Query query, boolean hasFacets)
            throws IOException {
        TopScoreDocCollector top = TopScoreDocCollector.create(HITS, Integer.MAX_VALUE);
        if (!hasFacets) {
            searcher.search(query, top);
            return top.getTotalHits();
        }
        FacetsCollector collected = new FacetsCollector();
        searcher.search(query, MultiCollector.wrap(top, collected));
        SortedSetDocValuesFacetCounts counts = new SortedSetDocValuesFacetCounts(state, collected);
        counts.getTopChildren(20, "programme");
        counts.getTopChildren(20, "country");
        counts.getTopChildren(20, "year");
        return top.getTotalHits();
    }

    private static String figures(double[][] times, double matches) {
        double[] medians = new double[times.length];
        double sum = 0;
        for (int i = 0; i < times.length; ++i) {
            Arrays.sort(times[i]);
            medians[i] = times[i][times[i].length / 2];
            sum += medians[i];
        }
        Arrays.sort(medians);
        int count = medians.length;
        return String.format(Locale.ROOT,
                "{\"queries\": %d, \"mean_ms\": %.6f, \"p50_ms\": %.6f, \"p95_ms\": %.6f, \"p99_ms\": %.6f, "
                        + "\"max_ms\": %.6f, \"matches\": %.3f}",
                count, sum / count, medians[count / 2], medians[count * 95 / 100], medians[count * 99 / 100],
                medians[count - 1], matches / count);
    }

    private static void queries(String index, String file, int passes) throws IOException {
        Map<String, Analyzer> byLanguage = analyzers();
        List<String> lines = Files.readAllLines(Path.of(file), StandardCharsets.UTF_8);
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        try (DirectoryReader reader = DirectoryReader.open(FSDirectory.open(Path.of(index)))) {
            IndexSearcher searcher = new IndexSearcher(reader);
            // Evresi keeps no answers in this measurement either.
            searcher.setQueryCache(null);
            SortedSetDocValuesReaderState state = new DefaultSortedSetDocValuesReaderState(reader);
            StringBuilder json = new StringBuilder();
            for (boolean hasFacets : new boolean[] {false, true}) {
                double[][] times = new double[lines.size()][passes];
                double matches = 0;
                // The first passes let the compiler do its work and do not count.
                for (int pass = -WARM_PASSES; pass < passes; ++pass) {
                    for (int i = 0; i < lines.size(); ++i) {
                        long start = threads.getCurrentThreadCpuTime();
                        Query query = query(lines.get(i).split("\t", -1), byLanguage);
                        long found = search(searcher, state, query, hasFacets);
                        if (pass >= 0) {
                            times[i][pass] = (threads.getCurrentThreadCpuTime() - start) / 1e6;
                        }
                        if (pass == 0) {
                            matches += found;
                        }
                    }
                }
                json.append(hasFacets ? ",\n \"facets\": " : "{\"top10\": ").append(figures(times, matches));
            }
            System.out.println(json.append("}"));
        }
    }

    public static void main(String[] arguments) throws Exception {
        if (arguments.length == 4 && arguments[0].equals("build")) {
            build(arguments[1], arguments[2], Integer.parseInt(arguments[3]));
        } else if (arguments.length == 4 && arguments[0].equals("queries")) {
            queries(arguments[1], arguments[2], Integer.parseInt(arguments[3]));
        } else {
            System.err.println("usage: LuceneBench build corpus.tsv INDEX THREADS | queries INDEX queries.tsv PASSES");
            System.exit(2);
        }
    }
}
