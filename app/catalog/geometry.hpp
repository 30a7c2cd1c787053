#pragma once
/// From OGR geometries to flat columns in WGS 84, with every vertex and ring checked.

#include "catalog/table.hpp"
#include "model/dataset.hpp"

#include <memory>
#include <string>
#include <string_view>
#include <vector>

class OGRCoordinateTransformation;
class OGRGeometry;
class OGRLinearRing;
class OGRPolygon;
class OGRSimpleCurve;

namespace bordermap::catalog {

/// Reads the geometries of one layer. On construction finds how its coordinates become WGS 84 and reports a missing or
/// unusable coordinate system.
class GeometryReader {
public:
    explicit GeometryReader(Table& table);
    ~GeometryReader();
    GeometryReader(const GeometryReader&) = delete;
    GeometryReader& operator=(const GeometryReader&) = delete;
    GeometryReader(GeometryReader&&) = delete;
    GeometryReader& operator=(GeometryReader&&) = delete;

    /// False when the coordinates mean nothing on the globe; nothing should be read then.
    [[nodiscard]] bool usable() const { return usable_; }

    /// Appends one feature from the table's current row, always: without usable rings it is a feature with no ring.
    /// Returns the number of rings. Rings are closed, have at least 4 points and only finite vertices on the globe.
    std::size_t append_polygons(model::PolygonColumns& columns);
    std::size_t append_lines(model::LineColumns& columns);
    /// The current row's point; unknown when it has none.
    [[nodiscard]] model::LonLat point();
    [[nodiscard]] static bool is_polygonal(const OGRGeometry& geometry);

private:
    void find_transformation();
    /// Vertices of a curve in WGS 84 into scratch_; bad ones are left out and reported.
    void read_vertices(const OGRSimpleCurve& curve);
    bool append_ring(const OGRLinearRing& ring, bool exterior, model::PolygonColumns& columns);
    void append_polygon(const OGRPolygon& polygon, model::PolygonColumns& columns);
    void append_any(const OGRGeometry& geometry, model::PolygonColumns& columns);
    void append_any(const OGRGeometry& geometry, model::LineColumns& columns);

    void report(std::string_view kind, model::Severity severity, std::string message, std::string cure);

    Table& table_;
    bool usable_ = true;
    std::unique_ptr<OGRCoordinateTransformation> transformation_;
    std::vector<model::LonLat> scratch_;
    std::vector<double> x_, y_;
    std::size_t since_cancel_check_ = 0;  ///< vertices and rings
    bool reported_ = false;               ///< of the current feature: something has been
    bool swapped_ = false;                ///< the current feature has been reported as swapped
};

}  // namespace bordermap::catalog
