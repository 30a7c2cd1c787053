"""Shapefiles of the boundaries and of the context, and what is proved about them."""

import math
from pathlib import Path

from osgeo import gdal, ogr, osr

from facts import FactError, nfc, split

gdal.UseExceptions()

# The DBF header holds a day; a fixed one keeps the output the same on every run.
DBF_DAY = "2026-01-15"
REFORM = "2025-07-01"
CONTRACT = ["id", "level", "country", "parent_id", "name_en", "name_vi", "name_lo", "kind", "code", "iso_3166_2",
            "valid_from", "valid_to"]


def rings_of(geometry):
    """[[(lon, lat)]] of all rings of a GeoJSON polygon or multipolygon."""
    polygons = [geometry["coordinates"]] if geometry["type"] == "Polygon" else geometry["coordinates"]
    return [[tuple(point[:2]) for point in ring] for polygon in polygons for ring in polygon]


def edges_of(geometry):
    """Undirected edges: the same set whatever the orientation and the first vertex of a ring."""
    return {frozenset(pair) for ring in rings_of(geometry) for pair in zip(ring, ring[1:])}


def to_ogr(geometry):
    kind = geometry["type"]
    if kind == "LineString":
        line = ogr.Geometry(ogr.wkbLineString)
        for lon, lat in geometry["coordinates"]:
            line.AddPoint_2D(lon, lat)
        return line
    if kind == "Point":
        point = ogr.Geometry(ogr.wkbPoint)
        point.AddPoint_2D(*geometry["coordinates"])
        return point
    polygons = [geometry["coordinates"]] if kind == "Polygon" else geometry["coordinates"]
    multi = ogr.Geometry(ogr.wkbMultiPolygon)
    for rings in polygons:
        polygon = ogr.Geometry(ogr.wkbPolygon)
        for ring in rings:
            linear = ogr.Geometry(ogr.wkbLinearRing)
            for lon, lat in ring:
                linear.AddPoint_2D(lon, lat)
            polygon.AddGeometry(linear)
        multi.AddGeometry(polygon)
    return multi if len(polygons) > 1 else multi.GetGeometryRef(0).Clone()


def write_layer(folder, name, geometry_type, fields, features):
    """One shapefile: `fields` is [(name, 'text'|'int'|'real')], `features` is [(values, GeoJSON geometry)]."""
    folder.mkdir(parents=True, exist_ok=True)
    for old in folder.glob(f"{name}.*"):
        old.unlink()
    reference = osr.SpatialReference()
    reference.ImportFromEPSG(4326)
    reference.SetAxisMappingStrategy(osr.OAMS_TRADITIONAL_GIS_ORDER)
    dataset = gdal.GetDriverByName("ESRI Shapefile").Create(str(folder / f"{name}.shp"), 0, 0, 0, gdal.GDT_Unknown)
    layer = dataset.CreateLayer(name, reference, geometry_type,
                                ["ENCODING=UTF-8", f"DBF_DATE_LAST_UPDATE={DBF_DAY}"])
    for field, kind in fields:
        if len(field) > 10:
            raise FactError(f"{name}: field name {field} is longer than a DBF allows")
        if kind == "text":
            width = max([1] + [len(nfc(str(values[field])).encode()) for values, _ in features])
            if width > 254:
                raise FactError(f"{name}.{field}: {width} bytes do not fit a DBF field")
            definition = ogr.FieldDefn(field, ogr.OFTString)
            definition.SetWidth(width)
        elif kind == "int":
            definition = ogr.FieldDefn(field, ogr.OFTInteger64)
            definition.SetWidth(10)
        else:
            definition = ogr.FieldDefn(field, ogr.OFTReal)
        layer.CreateField(definition)
    for values, geometry in features:
        feature = ogr.Feature(layer.GetLayerDefn())
        for field, kind in fields:
            value = values[field]
            if value == "" or value is None:
                continue
            feature.SetField(field, nfc(value) if kind == "text" else value)
        feature.SetGeometry(to_ogr(geometry))
        layer.CreateFeature(feature)
    layer = None
    dataset = None
    verify_layer(folder / f"{name}.shp", fields, features)


def verify_layer(path, fields, features):
    """Reads the file again: every text is whole and every vertex is the one given, bit for bit."""
    dataset = gdal.OpenEx(str(path), gdal.OF_VECTOR)
    layer = dataset.GetLayer(0)
    if layer.GetFeatureCount() != len(features):
        raise FactError(f"{path.name}: {layer.GetFeatureCount()} features written for {len(features)}")
    for (values, geometry), feature in zip(features, layer):
        for field, kind in fields:
            if kind == "text" and nfc(str(values[field])) != (feature.GetField(field) or ""):
                raise FactError(f"{path.name}: {field} '{values[field]}' was not kept: '{feature.GetField(field)}'")
        read = read_geometry(feature.GetGeometryRef())
        if geometry["type"] in ("Polygon", "MultiPolygon"):
            same = edges_of(geometry) == edges_of(read) and vertex_count(geometry) == vertex_count(read)
        else:
            same = [list(p) for p in points_of(geometry)] == [list(p) for p in points_of(read)]
        if not same:
            raise FactError(f"{path.name}: feature {feature.GetFID()}: vertices changed")


def points_of(geometry):
    return [geometry["coordinates"]] if geometry["type"] == "Point" else geometry["coordinates"]


def vertex_count(geometry):
    return sum(len(ring) for ring in rings_of(geometry))


def read_geometry(geometry):
    if geometry.GetGeometryName() == "POLYGON":
        return {"type": "Polygon", "coordinates": [ring.GetPoints() for ring in geometry]}
    if geometry.GetGeometryName() == "MULTIPOLYGON":
        return {"type": "MultiPolygon", "coordinates": [[ring.GetPoints() for ring in part] for part in geometry]}
    if geometry.GetGeometryName() == "POINT":
        return {"type": "Point", "coordinates": geometry.GetPoint_2D(0)}
    return {"type": "LineString", "coordinates": geometry.GetPoints()}


def write_all(facts, out, boundary_sources):
    """Writes every shapefile; returns {layer: features written}."""
    folder = Path(out) / "boundaries"
    fields = [(f, "int" if f == "level" else "text") for f in CONTRACT] + [("source_ids", "text")]
    counts = {}
    for name, features in (("countries", facts.countries), ("provinces", facts.provinces),
                           ("districts", facts.districts)):
        rows = [(dict(f["properties"], source_ids="|".join(boundary_sources(f["properties"]))), f["geometry"])
                for f in features]
        write_layer(folder, name, ogr.wkbPolygon, fields, rows)
        counts[name] = len(rows)
    rows = [({"country": f["properties"]["country"], "name_en": f["properties"]["country"],
              "source_ids": "S-DATA-NATURALEARTH"}, f["geometry"]) for f in facts.neighbours]
    write_layer(folder, "neighbours", ogr.wkbPolygon, [("country", "text"), ("name_en", "text"), ("source_ids", "text")],
                rows)
    counts["neighbours"] = len(rows)
    rows = [(f["properties"] | {"source_ids": "|".join(["S-DATA-GSHHG", *split(f["properties"]["name_source_ids"])])},
             f["geometry"]) for f in facts.rivers]
    write_layer(folder, "rivers", ogr.wkbLineString,
                [("level", "int"), ("name_en", "text"), ("name_vi", "text"), ("name_lo", "text"), ("source_ids", "text")],
                rows)
    counts["rivers"] = len(rows)
    rows = [({"name": p["name"], "country": p["country"], "fcode": p["feature_code"],
              "population": int(p["population"]) if p["population"] else "", "source_ids": "S-DATA-GEONAMES"},
             {"type": "Point", "coordinates": (float(p["lon"]), float(p["lat"]))}) for p in facts.places]
    write_layer(folder, "places", ogr.wkbPoint, [("name", "text"), ("country", "text"), ("fcode", "text"),
                                                 ("population", "int"), ("source_ids", "text")], rows)
    counts["places"] = len(rows)
    return counts


def alive(feature, day):
    properties = feature["properties"]
    return (not properties["valid_from"] or properties["valid_from"] <= day) and (
        not properties["valid_to"] or day < properties["valid_to"])


def shared_line_report(facts):
    """Lines on whether the levels share the vertices of the Viet Nam - Laos line; raises where provinces do not."""
    vn, la = (edges_of(next(f for f in facts.countries if f["properties"]["id"] == c)["geometry"])
              for c in ("VN", "LA"))
    line = vn & la
    vertices = {vertex for edge in line for vertex in edge}
    lines = [f"countries: {len(line)} edges and {len(vertices)} vertices of the line are the same in both countries"]

    def between(features, day):
        sides = {"VN": set(), "LA": set()}
        count = 0
        for feature in features:
            if alive(feature, day):
                count += 1
                sides[feature["properties"]["country"]] |= edges_of(feature["geometry"])
        return sides, count

    for day, expected in (("2024-06-01", 63), ("2026-01-15", 34)):
        sides, _ = between(facts.provinces, day)
        number = sum(1 for f in facts.provinces if alive(f, day) and f["properties"]["country"] == "VN")
        if number != expected:
            raise FactError(f"provinces: {number} Vietnamese provinces on {day}, not {expected}")
        shared = sides["VN"] & sides["LA"]
        if shared != line:
            raise FactError(f"provinces on {day}: {len(line - shared)} edges of the line are missing, "
                            f"{len(shared - line)} are beyond it")
        lines.append(f"provinces on {day} ({number} + 18): all {len(shared)} edges of the line, bit for bit")
    for day, name in (("2024-06-01", "districts"), ("2026-01-15", "communes")):
        sides, _ = between(facts.districts, day)
        lao, viet = sides["LA"] & line, sides["VN"] & line
        lines.append(f"districts on {day}: Lao districts hold {len(lao)} of {len(line)} edges, Vietnamese border {name} "
                     f"{len(viet)}; both {len(lao & viet)}")
        if lao != line or viet != line:
            lines.append(f"  missing: {len(line - lao)} on the Lao side, {len(line - viet)} on the Vietnamese side")
    parents = {f["properties"]["id"]: f for f in facts.provinces}
    loose = []
    for feature in facts.districts:
        parent = parents[feature["properties"]["parent_id"]]
        if not to_ogr(parent["geometry"]).Buffer(1e-9).Contains(to_ogr(feature["geometry"])):
            loose.append(feature["properties"]["id"])
    lines.append(f"districts inside their province: all but {len(loose)} {loose if loose else ''}".rstrip())
    return lines


def area_km2(geometry):
    """Area on the sphere of 6371.0088 km by the trapezium rule in sin(latitude): exact along parallels."""
    total = 0.0
    for ring in rings_of(geometry):
        part = 0.0
        for (lon1, lat1), (lon2, lat2) in zip(ring, ring[1:]):
            part += math.radians(lon2 - lon1) * (2 + math.sin(math.radians(lat1)) + math.sin(math.radians(lat2)))
        total += part
    # Holes turn the other way in GeoJSON, so the sum is net; the sign is that of the outer rings.
    return abs(total) * 6371.0088 ** 2 / 2


def outline_point(geometry):
    """Centroid where it lies inside, else a point on the surface; with the equal-area radius: lon, lat, km."""
    shape = to_ogr(geometry)
    point = shape.Centroid()
    if not shape.Contains(point):
        point = shape.PointOnSurface()
    return round(point.GetX(), 3), round(point.GetY(), 3), math.ceil(math.sqrt(area_km2(geometry) / math.pi))


def successors_by_outline(facts):
    """[(district, commune, share of the district in %)]: each commune of today and the old district that holds it."""
    old = [f for f in facts.districts if f["properties"]["country"] == "VN" and f["properties"]["valid_to"] == REFORM]
    new = [f for f in facts.districts if f["properties"]["country"] == "VN" and not f["properties"]["valid_to"]]
    shapes = {f["properties"]["id"]: to_ogr(f["geometry"]) for f in old}
    result = []
    for commune in new:
        shape = to_ogr(commune["geometry"])
        holders = []
        for key, district in shapes.items():
            if not shape.Intersects(district):
                continue
            common = shape.Intersection(district)
            share = surface(common) / shape.GetArea()
            if share > 0.001:
                holders.append((share, key, surface(common) / district.GetArea()))
        if len(holders) != 1 or holders[0][0] < 0.999:
            raise FactError(f"{commune['properties']['id']} does not lie in one old district: {holders}")
        result.append((holders[0][1], commune["properties"]["id"], round(100 * holders[0][2])))
    return sorted(result)


def surface(geometry):
    """Area of the polygons of a geometry, lines and points left aside."""
    if geometry.GetGeometryCount() and geometry.GetGeometryName() == "GEOMETRYCOLLECTION":
        return sum(surface(part) for part in geometry)
    return geometry.GetArea() if geometry.GetDimension() == 2 else 0.0
