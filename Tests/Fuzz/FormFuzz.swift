/// A form keeps to its limits, and coded again it is parsed to the same fields.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    let input = UnsafeBufferPointer(start: start, count: count)
    guard let form = try? Form.parse(input) else { return 0 }

    precondition(form.fields.count <= 100)
    precondition(Set(form.fields.map(\.name)).count == form.fields.count)
    for field in form.fields {
        precondition(!field.name.isEmpty && field.name.utf8.count <= 100)
        precondition(!field.name.utf8.contains(0) && !field.value.utf8.contains(0))
        precondition(form[field.name] == field.value)
    }
    let again = try? Form.parse(form.encoded.utf8)
    precondition(again == form)
    return 0
}
