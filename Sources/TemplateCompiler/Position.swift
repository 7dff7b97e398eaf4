/// A place in a template; lines and columns count from 1, columns in characters.
struct Position: Equatable {
    var file: String
    var line: Int
    var column: Int
}
