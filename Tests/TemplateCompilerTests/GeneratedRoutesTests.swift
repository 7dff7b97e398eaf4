import Testing

@testable import TemplateCompiler

/// What a table of routes becomes, as the Swift compiler sees it, and as it runs.
@Suite("Generated routes", .enabled(if: SwiftCompiler.path != nil, "swiftc is not in PATH"))
struct GeneratedRoutesTests {
    private static let table = """
        # NAME       METHOD  ADDRESS                              WHO      ENTRY  HANDLER             OPTIONS
        home         GET     /                                    anyone   page   Storefront.home     public
        product      GET     /products/{slug:Slug}                anyone   page   Storefront.product  public
        login        GET     /auth/login                          anyone   page   LogIn.form          form-cookie
        login        POST    /auth/login                          anyone   form   LogIn.send          limit=password fields=LogIn.Field

        # What the labels are called is no matter of the visit's.
        ownProducts  POST    /dashboard/products                  seller   form   OwnProducts.create  form=newProduct
        newProduct   GET     /dashboard/products/new              seller   page   OwnProducts.blank
        ownProduct   POST    /dashboard/products/{id:Product.ID}  seller   form   OwnProducts.update  form=editProduct
        editProduct  GET     /dashboard/products/{seller:Product.ID}/edit  seller page OwnProducts.edit
        move         POST    /dashboard/{from:Slug}/{to:Slug}/edit  admin  api    Moves.move
        default      GET     /{request:Slug}/{in:Slug}            account  page   Moves.show
        """

    /// What a package has beside the table. All is one module, which bears the name of the one that has `Method`.
    private static let package = """
        enum Method: Equatable { case get, head, post, other(String) }
        enum Access: Sendable { case anyone, account, seller, admin }
        enum Entry: Sendable { case page, form, api, webhook, upload }
        enum Limit: Sendable { case password }
        struct RouteOptions: Sendable {
            var isPublic = false; var setsFormCookie = false; var limit: Limit?; var fields: FormFields?
        }
        struct FormFields: Sendable { init<Field>(_: Field.Type) {} }
        struct RouteRow: Sendable {
            var name: String
            var method: Method
            var pattern: String
            var access: Access
            var entry: Entry
            var options: RouteOptions
        }
        struct Slug: Equatable, Sendable, CustomStringConvertible {
            let description: String
            init?(_ text: String) { if text.isEmpty || text.contains(" ") { return nil } else { description = text } }
        }
        enum Product {
            struct ID: Equatable, Sendable, CustomStringConvertible {
                let number: Int
                init?(_ text: String) { if let number = Int(text) { self.number = number } else { return nil } }
                var description: String { String(number) }
            }
        }
        typealias Response = String
        struct Database {}
        struct Problem: Error {
            var route: Route
            static func methodNotAllowed(_ route: Route) -> Problem { Problem(route: route) }
        }
        struct Account {}
        struct Seller {}
        struct Admin {}
        struct Visit {
            struct Request { var method: Method }
            var route: Route
            var request: Request
            func account() throws -> Account { Account() }
            func seller() throws -> Seller { Seller() }
            func admin() throws -> Admin { Admin() }
        }
        enum Storefront {
            static func home(_ visit: Visit, _ db: inout Database) throws -> Response { "home" }
            static func product(_ slug: Slug, _ visit: Visit, _ db: inout Database) throws -> Response { "\\(slug)" }
        }
        enum LogIn {
            enum Field {}
            static func form(_ visit: Visit, _ db: inout Database) throws -> Response { "form" }
            static func send(_ visit: Visit, _ db: inout Database) throws -> Response { "send" }
        }
        enum OwnProducts {
            static func create(_ visit: Visit, _ seller: Seller, _ db: inout Database) throws -> Response { "create" }
            static func blank(_ visit: Visit, _ seller: Seller, _ db: inout Database) throws -> Response { "blank" }
            static func update(
                _ id: Product.ID, _ visit: Visit, _ seller: Seller, _ db: inout Database
            ) throws -> Response { "update \\(id)" }
            static func edit(
                _ id: Product.ID, _ visit: Visit, _ seller: Seller, _ db: inout Database
            ) throws -> Response { "edit \\(id)" }
        }
        enum Moves {
            static func move(
                _ from: Slug, _ to: Slug, _ visit: Visit, _ admin: Admin, _ db: inout Database
            ) throws -> Response { "\\(from) to \\(to)" }
            static func show(
                _ one: Slug, _ two: Slug, _ visit: Visit, _ account: Account, _ db: inout Database
            ) throws -> Response { "\\(one) \\(two)" }
        }
        """

    /// What a program prints whose `main.swift` is `main`; or the errors of the Swift compiler.
    private func output(of main: String, table: String = Self.table) throws -> String {
        let compiled = TestCompilation([:], routes: table)
        #expect(compiled.errors == [])
        // There is only one module here.
        let routes = compiled.routes.split(separator: "\n", omittingEmptySubsequences: false)
            .filter { !$0.hasPrefix("internal import") }.joined(separator: "\n")
        return try SwiftCompiler.output(
            of: ["Routes.swift": routes, "Package.swift": Self.package, "main.swift": main])
    }

    @Test("Parse and print are inverse; literals come first; what has not its form is nothing; each row is answered")
    func program() throws {
        let printed = try output(
            of: """
                func show(_ path: String) -> Route? {
                    let segments = path.split(separator: "/").map { String($0) }
                    guard let route = Route(path: segments) else {
                        print(path, "nothing")
                        return nil
                    }
                    print(path, route.rows.map(\\.name), route.path == segments, route.formPage?.path ?? ["-"])
                    return route
                }
                var db = Database()
                let paths = [
                    "/", "/products/mug", "/products/a b", "/auth/login", "/auth", "/dashboard/products",
                    "/dashboard/products/new", "/dashboard/products/7", "/dashboard/products/x",
                    "/dashboard/products/7/edit", "/dashboard/products/x/edit", "/dashboard/a/b/edit", "/a/b", "/a/b/c",
                ]
                for path in paths {
                    guard let route = show(path) else { continue }
                    for method in [HTTP.Method.get, .head, .post, .other("PUT")] {
                        let visit = Visit(route: route, request: Visit.Request(method: method))
                        let answer = (try? visit.dispatch(&db)) ?? "405"
                        print("   ", method, answer, route.row(for: method)?.pattern ?? "-")
                    }
                }
                for row in Route.table where row.options.limit == .password { print(row) }
                """)
        let expected = """
            / ["home"] true ["-"]
                get home /
                head home /
                post 405 -
                other("PUT") 405 -
            /products/mug ["product"] true ["-"]
                get mug /products/{slug}
                head mug /products/{slug}
                post 405 -
                other("PUT") 405 -
            /products/a b nothing
            /auth/login ["login", "login"] true ["-"]
                get form /auth/login
                head form /auth/login
                post send /auth/login
                other("PUT") 405 -
            /auth nothing
            /dashboard/products ["ownProducts"] true ["dashboard", "products", "new"]
                get 405 -
                head 405 -
                post create /dashboard/products
                other("PUT") 405 -
            /dashboard/products/new ["newProduct"] true ["-"]
                get blank /dashboard/products/new
                head blank /dashboard/products/new
                post 405 -
                other("PUT") 405 -
            /dashboard/products/7 ["ownProduct"] true ["dashboard", "products", "7", "edit"]
                get 405 -
                head 405 -
                post update 7 /dashboard/products/{id}
                other("PUT") 405 -
            /dashboard/products/x nothing
            /dashboard/products/7/edit ["editProduct"] true ["-"]
                get edit 7 /dashboard/products/{seller}/edit
                head edit 7 /dashboard/products/{seller}/edit
                post 405 -
                other("PUT") 405 -
            /dashboard/products/x/edit ["move"] true ["-"]
                get 405 -
                head 405 -
                post products to x /dashboard/{from}/{to}/edit
                other("PUT") 405 -
            /dashboard/a/b/edit ["move"] true ["-"]
                get 405 -
                head 405 -
                post a to b /dashboard/{from}/{to}/edit
                other("PUT") 405 -
            /a/b ["default"] true ["-"]
                get a b /{request}/{in}
                head a b /{request}/{in}
                post 405 -
                other("PUT") 405 -
            /a/b/c nothing
            RouteRow(name: "login", method: HTTP.Method.post, pattern: "/auth/login", access: HTTP.Access.anyone, \
            entry: HTTP.Entry.form, options: HTTP.RouteOptions(isPublic: false, setsFormCookie: false, \
            limit: Optional(HTTP.Limit.password), fields: Optional(HTTP.FormFields())))

            """
        #expect(printed == expected)
    }

    @Test("An unknown handler, a wrong signature and an unknown limit are errors at the table's own line")
    func positions() throws {
        let errors = try output(
            of: "",
            table: """
                home     GET   /                      anyone page Storefront.hom

                login    POST  /auth/login            anyone form LogIn.send      limit=pasword
                update   POST  /{id:Product.ID}       anyone form OwnProducts.update
                """
        ).split(separator: "\n")
        let expected = [
            ("1:62: ", "type 'Storefront' has no member 'hom'"), ("3:", "has no member 'pasword'"),
            ("4:", "missing argument for parameter"),
        ]
        for (place, message) in expected {
            let isSaid = errors.contains { $0.hasPrefix("/web/Routes.table:\(place)") && $0.contains(message) }
            #expect(isSaid, "\(errors)")
        }
        #expect(errors.allSatisfy { $0.hasPrefix("/web/Routes.table:") }, "\(errors)")
    }

    @Test("So is an unknown type, line and column")
    func types() throws {
        let errors = try output(of: "", table: "\nproduct GET /products/{slug:Slugg} anyone page Storefront.product")
        #expect(!errors.isEmpty)
        for error in errors.split(separator: "\n") {
            #expect(error.hasPrefix("/web/Routes.table:2:"))
            #expect(error.hasSuffix("cannot find type 'Slugg' in scope"))
        }
    }

    @Test("The same table gives the same text")
    func deterministic() {
        let texts = (0..<8).map { _ in TestCompilation([:], routes: Self.table).routes }
        #expect(Set(texts).count == 1)
        #expect(!texts[0].isEmpty)
    }
}
