import Testing

@testable import TemplateCompiler

/// What a table of routes may not say; each message stands at the table's own line and column.
@Suite("Tables of routes that are refused")
struct RouteRefusalTests {
    @Test("A route without a handler fails")
    func handler() {
        #expect(
            TestCompilation([:], routes: "# all\nhome GET / anyone page  # none\n").errors
                == ["/web/Routes.table:2:23: a route needs a handler, such as Storefront.home"])
        #expect(
            TestCompilation([:], routes: "home GET / anyone page public").errors
                == ["/web/Routes.table:1:24: a route needs a handler, such as Storefront.home, not “public”"])
    }

    @Test("A route without access fails")
    func access() {
        let need = "a route needs who may use it: anyone, account, seller or admin"
        #expect(TestCompilation([:], routes: "home GET /").errors == ["/web/Routes.table:1:11: \(need)"])
        #expect(
            TestCompilation([:], routes: "home GET / page Storefront.home").errors
                == ["/web/Routes.table:1:12: \(need), not “page”"])
    }

    private static let address = "a route needs an address, such as /products/{slug:Slug}"
    private static let entry = "a route needs an entry: page, form, api, webhook or upload"
    private static let form = "is not of the form {label:Type}, such as {id:Product.ID}"
    private static let literal =
        "is neither {label:Type} nor small letters, digits and “@”, “.”, “_”, “-” alone"
    private static let options =
        "is no option: public, form-cookie, limit=NAME, counts=NAME, form=ROUTE or fields=TYPE"

    @Test(
        "A row that is not whole or holds a word of no meaning is refused, at the word",
        arguments: [
            (
                "Home GET / anyone page T.f", 1,
                "a route needs a name in lower camel case, such as ownProducts, not “Home”"
            ),
            ("table GET / anyone page T.f", 1, "“table” is taken; choose another name"),
            ("a", 2, "a route needs a method: GET or POST"),
            ("a PUT / anyone page T.f", 3, "a route needs a method: GET or POST, not “PUT”"),
            ("a HEAD / anyone page T.f", 3, "a route needs a method: GET or POST, not “HEAD”"),
            ("a GET", 6, address), ("a GET anyone page T.f", 7, "\(address), not “anyone”"),
            ("a GET /b/ anyone page T.f", 10, "an address has no empty part, and no “/” at its end"),
            ("a GET //b anyone page T.f", 8, "an address has no empty part, and no “/” at its end"),
            ("a GET /b/C anyone page T.f", 10, "“C” \(literal)"), ("a GET /../b anyone page T.f", 8, "“..” \(literal)"),
            ("a GET /b/{id} anyone page T.f", 10, "“{id}” \(form)"),
            ("a GET /{id:id} anyone page T.f", 8, "“{id:id}” \(form)"),
            ("a GET /{Id:ID} anyone page T.f", 8, "“{Id:ID}” \(form)"),
            ("a GET /{id:A.} anyone page T.f", 8, "“{id:A.}” \(form)"),
            ("a GET /{db:A} anyone page T.f", 8, "“db” is taken; choose another label"),
            ("a GET /{id:A}/{id:B} anyone page T.f", 7, "“id” stands in this address twice"),
            (
                "a GET / nobody page T.f", 9,
                "a route needs who may use it: anyone, account, seller or admin, not “nobody”"
            ),
            ("a GET / anyone", 15, entry), ("a GET / anyone T.f", 16, "\(entry), not “T.f”"),
            ("a POST / anyone page T.f", 17, "“page” goes with GET only"),
            ("a GET / anyone form T.f", 16, "“form” goes with POST only"),
            ("a GET / anyone upload T.f", 16, "“upload” goes with POST only"),
            ("a GET / anyone webhook T.f", 16, "“webhook” goes with POST only"),
            ("a GET / anyone page f", 21, "a route needs a handler, such as Storefront.home, not “f”"),
            ("a GET / anyone page T.f()", 21, "a route needs a handler, such as Storefront.home, not “T.f()”"),
            ("a GET / anyone page T.f x", 25, "“x” \(options)"),
            ("a GET / anyone page T.f limit", 25, "“limit” \(options)"),
            ("a GET / anyone page T.f limit=1", 25, "“limit=1” \(options)"),
            ("a GET / anyone page T.f public=b", 25, "“public=b” \(options)"),
            ("a GET / anyone page T.f public public", 32, "a second “public”"),
            ("a GET / anyone page T.f form=a", 25, "form= names the page whose form is sent here, by POST"),
            ("a GET / anyone page T.f fields=F", 25, "fields= names the fields that are sent here, by POST"),
            ("a POST / anyone form T.f fields=f", 26, "“fields=f” \(options)"),
            ("a POST / anyone form T.f form=b", 31, "there is no route “b”"),
            ("a POST / anyone form T.f form=a", 31, "“a” has no GET, so it shows no form"),
        ])
    func rows(row: String, column: Int, message: String) {
        let compiled = TestCompilation([:], routes: "\n" + row + "\n")
        #expect(compiled.errors == ["/web/Routes.table:2:\(column): \(message)"])
        #expect(compiled.compilation.outputs.isEmpty)
    }

    @Test(
        "Rows that contradict each other are refused",
        arguments: [
            ("a GET /a anyone page T.f", "a POST /b anyone form T.g", 8, "“a” has another address on line 1"),
            ("a GET /{b:B} anyone page T.f", "a POST /{c:B} anyone form T.g", 8, "“a” has another address on line 1"),
            ("a GET /a anyone page T.f", "a POST /a admin form T.g", 11, "“a” is for “anyone” on line 1"),
            ("a GET /a anyone page T.f", "a GET /a anyone page T.g", 3, "“a” has its GET on line 1"),
            ("a GET /a anyone page T.f", "b GET /a anyone page T.g", 1, "/a is “a” on line 1: one address, one name"),
            ("a GET /a anyone page T.f", "b POST /a anyone form T.g", 1, "/a is “a” on line 1: one address, one name"),
            (
                "a GET /a/{b:B} anyone page T.f", "b GET /a/{c:C} anyone page T.g", 7,
                "nothing gets here: “a” on line 1 takes all such addresses"
            ),
            (
                "a GET /a/{b:B} anyone page T.f", "b POST /b/{b:C} anyone form T.g form=a", 38,
                "“a” carries something else than “b”"
            ),
        ])
    func contradictions(first: String, second: String, column: Int, message: String) {
        #expect(
            TestCompilation([:], routes: first + "\n" + second).errors == ["/web/Routes.table:2:\(column): \(message)"])
    }

    @Test("A literal and a typed part in one place are two addresses")
    func literalBesideType() {
        let table = "a GET /a/{b:B} anyone page T.f\nb GET /a/new anyone page T.g\nc GET /{d:D}/new anyone page T.h"
        #expect(TestCompilation([:], routes: table).errors == [])
    }

    @Test("Every row that is wrong is shown at once; a table without rows is none")
    func allAtOnce() {
        #expect(
            TestCompilation([:], routes: "a\nb GET\n").errors.map { $0.prefix { $0 != " " } }
                == ["/web/Routes.table:1:2:", "/web/Routes.table:2:6:"])
        #expect(TestCompilation([:], routes: "# none\n").errors == ["/web/Routes.table:1:1: the table has no routes"])
    }
}
