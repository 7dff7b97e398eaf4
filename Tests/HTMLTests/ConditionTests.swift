import HTML
import Testing

@Suite("Condition")
struct ConditionTests {
    @Test("Truth is what is there: true, text, a number but zero, an item, a value")
    func truth() {
        let value: SafeHTML? = SafeHTML(escaping: "")
        #expect(Condition.holds(true))
        #expect(Condition.holds("a"))
        #expect(Condition.holds(-1))
        #expect(Condition.holds(Int64(2)))
        #expect(Condition.holds([0]))
        #expect(Condition.holds(value))
    }

    @Test("Nothing, none and empty are not")
    func falsehood() {
        let value: SafeHTML? = nil
        #expect(!Condition.holds(false))
        #expect(!Condition.holds(""))
        #expect(!Condition.holds(0))
        #expect(!Condition.holds(Int64(0)))
        #expect(!Condition.holds([Int]()))
        #expect(!Condition.holds(value))
    }

    @Test("An optional is asked only whether there is a value, not what it is")
    func optional() {
        let empty: String? = ""
        let no: Bool? = false
        #expect(Condition.holds(empty))
        #expect(Condition.holds(no))
    }
}
