import HTTP
import Postgres
import Store
import TestSupport

@testable import Web

/// A form as some page of the store shows it, filled in with plain words that are right.
struct SampleForm: Sendable {
    let row: RouteRow
    /// Which of the stage's orders it is about.
    let order: Int
    let fields: [(name: String, value: String)]
    /// The names of the fields that are typed into.
    let typed: [String]

    /// What is typed into a field of this name; a field that is not here keeps what the page fills in.
    private static let words = [
        "email": "nina@example.com", "name": "Plain words", "password": Cast.password, "price": "12.50",
        "current_password": Cast.password, "new_password": "battery staple", "description": "Plain words.",
        "status": "draft", "time_zone": "Europe/Paris", "reason": "Plain words",
    ]

    /// By the index of the row in the table: the form that some page has for it. Every page is looked at, of every kind of
    /// viewer and order.
    static let all: [Int: SampleForm] = TestCluster.orStop("the forms of all pages") {
        try Stage.with { stage, db in
            var forms: [Int: SampleForm] = [:]
            try look(as: AccessTests.Viewer.allCases, on: stage, &forms, &db)
            // What an admin has taken away can be given back.
            try db.run(
                "UPDATE users SET suspended_at = now(), suspension_reason = 'x' WHERE id = \(stage.cast.mara.id)")
            try db.run(
                "UPDATE products SET taken_down_at = now(), takedown_reason = 'x' WHERE id = \(stage.cast.course.id)")
            try look(as: [.admin], on: stage, &forms, &db)
            return forms
        }
    }

    /// Adds the forms of all pages that are not known yet.
    private static func look(
        as viewers: [AccessTests.Viewer], on stage: Stage, _ forms: inout [Int: SampleForm], _ db: inout Database
    ) throws {
        for page in Route.table where page.method == .get {
            for order in stage.orders.indices {
                for viewer in viewers {
                    var visitor = try stage.visitor(viewer, &db)
                    let path = stage.path(page, order: order) + "?next=/dashboard"
                    for form in PageForm.all(visitor.get(path, &db).body) where form.method == "post" {
                        let target = try Target.parse(form.action)
                        guard let route = Route(path: target.path),
                            let index = Route.table.firstIndex(where: { $0.name == route.name && $0.method == .post }),
                            forms[index] == nil
                        else { continue }
                        forms[index] = SampleForm(Route.table[index], order, form, stage.cast)
                    }
                }
            }
        }
    }

    private init(_ row: RouteRow, _ order: Int, _ form: PageForm, _ cast: Cast) {
        self.row = row
        self.order = order
        typed = form.fields.filter { !$0.isHidden }.map(\.name)
        // Other browsers send it.
        fields = form.fields.filter { $0.name != Form.ownerField }.map { field in
            let known = row.name == "login" && field.name == "email" ? cast.mara.email.text : nil
            return (field.name, field.isHidden ? field.value : known ?? Self.words[field.name] ?? field.value)
        }
    }
}
