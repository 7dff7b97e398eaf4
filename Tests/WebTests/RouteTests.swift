import HTML
import HTTP
import Store
import Testing

@testable import Web

@Suite("Routes")
struct RouteTests {
    static let routes: [Route] = {
        guard let slug = Slug("a-b-1"), let product = Product.ID(42), let user = User.ID(7) else { return [] }
        let order = UUID.random()
        return [
            .home, .product(slug), .register, .login, .logout, .checkout(product), .receipt(order), .declined(order),
            .seller(.dashboard), .seller(.products), .seller(.newProduct), .seller(.product(product)),
            .seller(.editProduct(product)), .seller(.productDeletion(product)), .seller(.orders),
            .seller(.order(order)), .seller(.account), .seller(.accountEmail), .seller(.accountPassword),
            .admin(.overview), .admin(.users), .admin(.user(user)), .admin(.products),
            .admin(.product(product)), .admin(.orders), .admin(.order(order)),
        ]
    }()

    @Test("printing and reading a route are inverse, for every route", arguments: routes)
    func inverse(route: Route) throws {
        #expect(Route(path: route.path) == route)
        #expect(try Target.parse(route.link.location).path == route.path)
    }

    @Test("every name is some route's, and stands in the printed table with its methods")
    func complete() {
        #expect(Set(Self.routes.map(\.name)) == Set(RouteName.allCases))
        #expect(Set(Site.routes.map(\.pattern)).count == RouteName.allCases.count)
        #expect(Site.routes.contains { $0 == ("POST", "/checkout/{product id}", "anyone") })
    }

    @Test("a path that goes on after a route leads nowhere", arguments: routes)
    func longer(route: Route) {
        #expect(Route(path: route.path + ["x"]) == nil)
    }
}
