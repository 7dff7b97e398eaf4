import HTML
import HTTP
import Store
import Testing

@testable import Web

@Suite("Routes")
struct RouteTests {
    /// Each route once, as its pattern says, with parts that a type can read.
    static let routes: [Route] = {
        var seen: Set<String> = []
        return Route.table.compactMap { row in
            guard seen.insert(row.name).inserted else { return nil }
            let path = row.pattern.split(separator: "/").map { piece in
                switch piece {
                case "{slug}": "a-b-1"
                case "{id}": row.pattern.contains("orders") ? UUID.random().description : "42"
                default: String(piece)
                }
            }
            return Route(path: path)
        }
    }()

    @Test("every row of the table is some route's, under its name")
    func complete() {
        #expect(Set(Self.routes.map(\.name)) == Set(Route.table.map(\.name)))
        #expect(Site.routes.count == Route.table.count)
        #expect(Site.routes.contains { $0 == ("POST", "/checkout/{id}", "anyone") })
    }

    @Test("printing and reading a route are inverse, for every route", arguments: routes)
    func inverse(route: Route) throws {
        #expect(Route(path: route.path) == route)
        #expect(try Target.parse(route.link.location).path == route.path)
    }

    @Test("a path that goes on after a route leads nowhere", arguments: routes)
    func longer(route: Route) {
        #expect(Route(path: route.path + ["x"]) == nil)
    }

    @Test("HEAD goes where GET goes; a method that a route does not take has no row", arguments: routes)
    func methods(route: Route) {
        let get = route.row(for: .get)
        #expect(route.row(for: .head)?.pattern == get?.pattern)
        #expect(get == nil || get?.entry == .page)
        #expect(route.row(for: .other("DELETE")) == nil)
        #expect(route.rows.allSatisfy { $0.name == route.name && $0.access == route.access })
    }

    @Test("where a form is posted to, a page shows it; typed text has a place to come back to", arguments: routes)
    func formPages(route: Route) {
        guard let page = route.formPage else { return }
        #expect(page.row(for: .get) != nil)
        #expect(route.row(for: .post)?.entry == .form)
        #expect(page.access == route.access)
    }
}
