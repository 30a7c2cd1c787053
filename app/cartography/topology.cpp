#include "cartography/topology.hpp"

#include <algorithm>
#include <bit>
#include <cmath>

namespace bordermap::cartography {

namespace {

constexpr std::uint32_t kFree = 0xffffffffU;

// Finaliser of MurmurHash3 (A. Appleby): every bit of the key moves every bit of the result.
std::uint64_t mix(std::uint64_t h) {
    h ^= h >> 33U;
    h *= 0xff51afd7ed558ccdULL;
    h ^= h >> 33U;
    h *= 0xc4ceb9fe1a85ec53ULL;
    h ^= h >> 33U;
    return h;
}

bool on_globe(model::LonLat p) {
    return std::abs(p.lon) <= 180.0 && std::abs(p.lat) <= 90.0;
}

std::uint64_t place_key(model::LonLat p) {
    constexpr double kPerDegree = 1e7;
    const auto lon = static_cast<std::int32_t>(std::lround(p.lon * kPerDegree));
    const auto lat = static_cast<std::int32_t>(std::lround(p.lat * kPerDegree));
    return (std::uint64_t{static_cast<std::uint32_t>(lon)} << 32U) | static_cast<std::uint32_t>(lat);
}

std::uint64_t edge_key(std::uint32_t a, std::uint32_t b) {
    return (std::uint64_t{std::min(a, b)} << 32U) | std::max(a, b);
}

}  // namespace

KeyNumbers::KeyNumbers(std::size_t expected) : slots_(std::bit_ceil(std::max<std::size_t>(16, expected * 2)), kFree) {
    keys_.reserve(expected);
}

std::uint32_t KeyNumbers::number(std::uint64_t key) {
    const std::size_t mask = slots_.size() - 1;
    for (std::size_t slot = mix(key) & mask;; slot = (slot + 1) & mask) {
        if (slots_[slot] == kFree) {
            const auto number = static_cast<std::uint32_t>(keys_.size());
            slots_[slot] = number;
            keys_.push_back(key);
            if (keys_.size() * 3 > slots_.size() * 2) {
                grow();
            }
            return number;
        }
        if (keys_[slots_[slot]] == key) {
            return slots_[slot];
        }
    }
}

void KeyNumbers::grow() {
    slots_.assign(slots_.size() * 2, kFree);
    const std::size_t mask = slots_.size() - 1;
    for (std::size_t i = 0; i < keys_.size(); ++i) {
        std::size_t slot = mix(keys_[i]) & mask;
        while (slots_[slot] != kFree) {
            slot = (slot + 1) & mask;
        }
        slots_[slot] = static_cast<std::uint32_t>(i);
    }
}

EdgeGraph build_edges(std::span<const model::PolygonColumns* const> layers,
                      const std::function<void(std::uint32_t, std::uint32_t)>& unusable) {
    EdgeGraph graph;
    std::size_t vertex_total = 0;
    for (const model::PolygonColumns* layer : layers) {
        vertex_total += layer->vertices.size();
    }
    // Most vertices belong to two or more rings; the tables grow where that is not so.
    KeyNumbers vertex_numbers(vertex_total / 2);
    KeyNumbers edge_numbers(vertex_total / 2);
    graph.walk_vertices.reserve(vertex_total);
    graph.walk_edges.reserve(vertex_total);

    std::uint32_t feature = 0;
    for (const model::PolygonColumns* layer : layers) {
        for (std::size_t f = 0; f < layer->feature_count(); ++f, ++feature) {
            for (std::uint32_t r = layer->feature_rings[f]; r < layer->feature_rings[f + 1]; ++r) {
                const auto ring =
                    std::span(layer->vertices)
                        .subspan(layer->ring_vertices[r], layer->ring_vertices[r + 1] - layer->ring_vertices[r]);
                const auto number = static_cast<std::uint32_t>(graph.ring_count());
                const std::size_t start = graph.walk_vertices.size();
                graph.ring_feature.push_back(feature);
                graph.ring_exterior.push_back(layer->exterior[r]);
                double twice_area = 0;
                if (std::all_of(ring.begin(), ring.end(), on_globe)) {
                    for (const model::LonLat p : ring) {
                        const std::uint32_t id = vertex_numbers.number(place_key(p));
                        if (id == graph.vertices.size()) {
                            graph.vertices.push_back(p);
                        }
                        if (graph.walk_vertices.size() == start || graph.walk_vertices.back() != id) {
                            graph.walk_vertices.push_back(id);
                        }
                    }
                    while (graph.walk_vertices.size() > start + 1 &&
                           graph.walk_vertices.back() == graph.walk_vertices[start]) {
                        graph.walk_vertices.pop_back();
                    }
                } else if (unusable) {
                    unusable(feature, number);
                }
                if (graph.walk_vertices.size() < start + 3) {
                    graph.walk_vertices.resize(start);
                }
                const std::size_t n = graph.walk_vertices.size() - start;
                for (std::size_t i = 0; i < n; ++i) {
                    const std::uint32_t a = graph.walk_vertices[start + i];
                    const std::uint32_t b = graph.walk_vertices[start + (i + 1) % n];
                    const std::uint32_t id = edge_numbers.number(edge_key(a, b));
                    if (id == graph.edges.size()) {
                        graph.edges.push_back({std::min(a, b), std::max(a, b)});
                    }
                    graph.walk_edges.push_back(id);
                    // Relative to the first vertex, for the sake of digits.
                    const model::LonLat o = graph.vertices[graph.walk_vertices[start]];
                    const model::LonLat p = graph.vertices[a];
                    const model::LonLat q = graph.vertices[b];
                    twice_area += (p.lon - o.lon) * (q.lat - o.lat) - (q.lon - o.lon) * (p.lat - o.lat);
                }
                const bool counterclockwise = twice_area > 0;
                graph.ring_interior_left.push_back(counterclockwise == (layer->exterior[r] != 0) ? 1 : 0);
                graph.ring_first.push_back(static_cast<std::uint32_t>(graph.walk_vertices.size()));
            }
            graph.feature_rings.push_back(static_cast<std::uint32_t>(graph.ring_count()));
        }
    }
    return graph;
}

namespace {

/// One per edge: a sum over the features that use it (how often, not on which side) and its mark.
std::vector<std::uint64_t> edge_signatures(const EdgeGraph& graph, std::span<const std::uint8_t> edge_mark) {
    std::vector<std::uint64_t> signature(graph.edges.size(), 0);
    for (std::size_t r = 0; r < graph.ring_count(); ++r) {
        const std::uint64_t of_feature = mix(graph.ring_feature[r] + 1ULL);
        for (std::uint32_t i = graph.ring_first[r]; i < graph.ring_first[r + 1]; ++i) {
            signature[graph.walk_edges[i]] += of_feature;
        }
    }
    for (std::size_t e = 0; e < edge_mark.size(); ++e) {
        if (edge_mark[e] != 0) {
            signature[e] += mix(0x100000000ULL + edge_mark[e]);
        }
    }
    return signature;
}

std::vector<std::uint8_t> find_junctions(const EdgeGraph& graph, const std::vector<std::uint64_t>& signature) {
    struct Seen {
        std::uint64_t signature = 0;
        std::uint32_t degree = 0;
        bool differs = false;
    };
    std::vector<Seen> seen(graph.vertices.size());
    for (std::size_t e = 0; e < graph.edges.size(); ++e) {
        for (const std::uint32_t v : {graph.edges[e].a, graph.edges[e].b}) {
            Seen& s = seen[v];
            s.differs = s.differs || (s.degree > 0 && s.signature != signature[e]);
            s.signature = signature[e];
            ++s.degree;
        }
    }
    std::vector<std::uint8_t> junction(graph.vertices.size());
    std::transform(seen.begin(), seen.end(), junction.begin(),
                   [](const Seen& s) { return static_cast<std::uint8_t>(s.degree != 2 || s.differs ? 1 : 0); });
    return junction;
}

/// What is on the sides of each arc, from the rings that run over it.
void collect_uses(const EdgeGraph& graph, Topology& topology) {
    const std::size_t arcs = topology.arc_count();
    std::vector<std::uint32_t> first(arcs + 1, 0);
    for (const ArcRef ref : topology.ring_arcs) {
        ++first[ref.arc + 1];
    }
    for (std::size_t a = 0; a < arcs; ++a) {
        first[a + 1] += first[a];
    }
    std::vector<ArcUse> all(topology.ring_arcs.size());
    std::vector<std::uint32_t> next(first.begin(), first.end() - 1);
    for (std::size_t r = 0; r < graph.ring_count(); ++r) {
        for (const ArcRef ref : topology.ring(r)) {
            const bool left = (graph.ring_interior_left[r] != 0) != ref.reversed;
            all[next[ref.arc]++] = {graph.ring_feature[r], left};
        }
    }
    topology.uses.reserve(all.size());
    for (std::size_t a = 0; a < arcs; ++a) {
        const auto begin = all.begin() + first[a];
        const auto end = all.begin() + first[a + 1];
        std::sort(begin, end);
        topology.uses.insert(topology.uses.end(), begin, std::unique(begin, end));
        topology.use_first.push_back(static_cast<std::uint32_t>(topology.uses.size()));
    }
}

}  // namespace

Topology build_arcs(const EdgeGraph& graph, std::span<const std::uint8_t> edge_mark) {
    const std::vector<std::uint8_t> junction = find_junctions(graph, edge_signatures(graph, edge_mark));
    Topology topology;
    topology.arc_vertices.reserve(graph.edges.size() + graph.edges.size() / 8);
    std::vector<std::uint32_t>& arc_of_edge = topology.edge_arc;
    arc_of_edge.assign(graph.edges.size(), kFree);

    for (std::size_t r = 0; r < graph.ring_count(); ++r) {
        const auto vertices =
            std::span(graph.walk_vertices).subspan(graph.ring_first[r], graph.ring_first[r + 1] - graph.ring_first[r]);
        const auto edges = std::span(graph.walk_edges).subspan(graph.ring_first[r], vertices.size());
        const std::size_t n = vertices.size();
        // A ring without a junction starts at its lowest vertex, so that every feature with this ring finds the same arc.
        std::size_t start = n;
        std::size_t lowest = 0;
        for (std::size_t i = 0; i < n && start == n; ++i) {
            if (junction[vertices[i]] != 0) {
                start = i;
            } else if (vertices[i] < vertices[lowest]) {
                lowest = i;
            }
        }
        if (start == n) {
            start = lowest;
        }
        const auto at = [&](std::size_t step) { return vertices[(start + step) % n]; };
        for (std::size_t step = 0; step < n;) {
            std::size_t end = step + 1;
            while (end < n && junction[at(end)] == 0) {
                ++end;
            }
            const std::uint32_t edge = edges[(start + step) % n];
            if (arc_of_edge[edge] == kFree) {
                const auto arc = static_cast<std::uint32_t>(topology.arc_count());
                for (std::size_t i = step; i < end; ++i) {
                    topology.arc_vertices.push_back(at(i));
                    arc_of_edge[edges[(start + i) % n]] = arc;
                }
                topology.arc_vertices.push_back(at(end));
                topology.arc_first.push_back(static_cast<std::uint32_t>(topology.arc_vertices.size()));
                topology.arc_mark.push_back(edge_mark.empty() ? std::uint8_t{0} : edge_mark[edge]);
            }
            const std::uint32_t arc = arc_of_edge[edge];
            const auto shared = topology.arc(arc);
            topology.ring_arcs.push_back({arc, shared[0] != at(step) || shared[1] != at(step + 1)});
            step = end;
        }
        topology.ring_first.push_back(static_cast<std::uint32_t>(topology.ring_arcs.size()));
    }
    collect_uses(graph, topology);
    return topology;
}

}  // namespace bordermap::cartography
