internal import HTML
internal import HTTP
internal import Store

/// A form as a page shows it: where it goes, what it carries unseen, its fields, and what was wrong with it when it was
/// sent. `shared/_form.html` writes its inside, `shared/_error_summary.html` what was wrong.
struct FormView: Sendable {
    struct Hidden: Sendable {
        let name: String
        let value: String
    }

    /// What is said above a form that was refused.
    struct Summary: Sendable {
        struct Item: Sendable {
            let message: String
            /// To the field.
            let link: Link
        }

        /// What happened, in a sentence.
        let title: String
        /// What somebody may do instead; nil for nothing.
        let remedy: RemedyView?
        let items: [Item]
    }

    /// Where it is posted.
    let action: Link
    let hidden: [Hidden]
    let fields: [FieldView]
    /// nil when it is shown for the first time.
    let summary: Summary?
    /// Whether it shows what was typed before a session ended.
    let isKept: Bool
}

/// What somebody whose form was refused may do instead, as a link.
struct RemedyView: Sendable {
    let words: String
    let link: Link

    init(_ remedy: Remedy) {
        switch remedy {
        case .logIn:
            words = "Log in instead?"
            link = Route.login.link
        }
    }
}

extension Visit {
    /// A form without a field, which only asks.
    func form(to action: Link) -> FormView {
        FormView(action: action, hidden: carried(to: action), fields: [], summary: nil, isKept: false)
    }

    /// What was typed into this form.
    func filled<Field: FormField>(_ fields: Field.Type = Field.self) -> FilledForm<Field> {
        var filled = FilledForm<Field>(form)
        switch refusal {
        // Where the row's version is compared, that says more.
        case .numberUsed where form[Form.versionField] != nil: break
        case .some(let refusal): filled.refuse(nil, refusal.message)
        case nil: break
        }
        return filled
    }

    /// The form for a page.
    ///
    /// - Parameters:
    ///   - hidden: What it carries beside its fields, its number and its token.
    ///   - version: That of the row which the page shows; a form that was typed over another carries on that one's.
    ///   - view: Each field as it is shown.
    func form<Field: FormField>(
        _ filled: FilledForm<Field>, to action: Link, hidden: [FormView.Hidden] = [], version: Int64? = nil,
        _ view: (FilledForm<Field>, Field) -> FieldView
    ) -> FormView {
        let kept = kept(for: action)
        let filled = kept.map { FilledForm($0) } ?? filled
        let shown = version.map { FormView.Hidden(name: Form.versionField, value: "\(filled.version ?? $0)") }
        return FormView(
            action: action, hidden: carried(to: action) + hidden + (shown.map { [$0] } ?? []),
            fields: Field.allCases.map { view(filled, $0) },
            summary: FormView.Summary(filled), isKept: kept != nil)
    }
}

extension Visit {
    /// What every form carries: its token, its number, which stays while what was typed is mended, and whose it is.
    private func carried(to action: Link) -> [FormView.Hidden] {
        let sent = number.flatMap { action.location == route.link.location ? $0 : nil }
        let carried = [
            FormView.Hidden(name: Form.tokenField, value: browser.token),
            FormView.Hidden(name: Form.numberField, value: (sent ?? .random()).description),
        ]
        guard let owner = viewer.account?.user.id else { return carried }
        return carried + [FormView.Hidden(name: Form.ownerField, value: browser.mark(of: owner))]
    }

    /// The number of the form that was sent, while it can be noted under it; nil for none.
    var number: UUID? {
        switch refusal {
        case .numberUsed, .foreign: nil
        case .full, nil: form[Form.numberField].flatMap { UUID($0) }
        }
    }
}

extension FilledForm {
    /// What a form that was sent, or laid aside, holds of these fields.
    init(_ form: Form) {
        self.init { form[$0.rawValue] }
        version = form[Form.versionField].flatMap { Int64($0) }
    }
}

extension FormView.Summary {
    /// nil when nothing is wrong.
    fileprivate init?<Field: FormField>(_ filled: FilledForm<Field>) {
        guard filled.isRefused else { return nil }
        let whole = filled.mistake(in: nil)
        title = whole?.message ?? "Nothing was saved yet. Please look at this again:"
        remedy = filled.mistakes.lazy.compactMap { $0.remedy.map { RemedyView($0) } }.first
        items = filled.mistakes.compactMap { mistake in
            mistake.field.map { Item(message: mistake.message, link: Link(place: $0.rawValue)) }
        }
    }
}
