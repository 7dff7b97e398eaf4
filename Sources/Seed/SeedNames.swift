/// Names that people have, also with letters and signs that careless software breaks.
enum SeedNames {
    static let first = [
        "Ada", "Aisha", "Alice", "Amara", "Amélie", "Ana", "Anders", "Andrea", "Anika", "Anton", "Arjun", "Åsa",
        "Astrid", "Ben", "Björn", "Camila", "Carlos", "Chiara", "Chloe", "Clara", "Daniel", "David", "Diego", "Elena",
        "Elif", "Emeka", "Emil", "Emma", "Eva", "Fatima", "Felix", "Finn", "Freya", "Gabriel", "Grace", "Hana",
        "Hannah", "Hugo", "Ida", "Ines", "Ingrid", "Iris", "Isaac", "Ivan", "Jack", "Jana", "Jonas", "José", "Julia",
        "Kai", "Karim", "Katya", "Kenji", "Lars", "Laura", "Leila", "Lena", "Leo", "Liam", "Lina", "Linnea", "Louis",
        "Lucia", "Łukasz", "Magda", "Maja", "Marco", "Maria", "Marta", "Mateo", "Maya", "Mei", "Mia", "Miguel", "Milan",
        "Mira", "Naomi", "Nadia", "Nils", "Nina", "Noah", "Nora", "Oliver", "Olga", "Omar", "Oscar", "Paula", "Pedro",
        "Priya", "Rachel", "Ravi", "Renée", "Rosa", "Ruth", "Samuel", "Sana", "Sara", "Siobhán", "Sofia", "Sven",
        "Tara", "Theo", "Thomas", "Tomás", "Uma", "Vera", "Victor", "Wei", "Yara", "Yuki", "Yusuf", "Zoë",
    ]

    static let last = [
        "Abbott", "Achebe", "Adler", "Ahmed", "Almeida", "Andersson", "Arslan", "Baker", "Bauer", "Becker", "Bell",
        "Berg", "Bianchi", "Björk", "Brandt", "Brooks", "Carter", "Castro", "Chen", "Clarke", "Cohen", "Costa", "Cruz",
        "D'Angelo", "Dahl", "Das", "Diallo", "Dubois", "Dvořák", "Edwards", "Ek", "Engel", "Evans", "Eze", "Ferrari",
        "Fischer", "Flores", "Fontaine", "Foster", "Fuchs", "García", "Gomez", "Gray", "Green", "Haas", "Hall",
        "Hansen",
        "Hassan", "Hayashi", "Hill", "Hoffmann", "Holm", "Hughes", "Ibrahim", "Ito", "Jansen", "Jensen", "Johnson",
        "Kapoor", "Kaya", "Keller", "Khan", "Kim", "King", "Klein", "Kowalski", "Kumar", "Lam", "Larsen", "Lee",
        "Lefèvre", "Lind", "Lopez", "Lund", "Martin", "Mensah", "Meyer", "Moreau", "Morgan", "Müller", "Murphy",
        "Nakamura", "Nguyen", "Nielsen", "Novak", "Nowak", "O'Brien", "O'Connor", "Okafor", "Olsen", "Owusu", "Park",
        "Patel", "Pereira", "Petrov", "Popescu", "Quinn", "Ramos", "Reed", "Ricci", "Rivera", "Rossi", "Roy", "Saito",
        "Sánchez", "Santos", "Schmidt", "Schneider", "Schröder", "Sharma", "Silva", "Singh", "Smith", "Smith-Jones",
        "Sørensen", "Suzuki", "Tanaka", "Taylor", "Torres", "Tran", "Turner", "Vargas", "Virtanen", "Vogel", "Wagner",
        "Walsh", "Wang", "Weber", "Williams", "Wilson", "Wolf", "Wong", "Wright", "Yamada", "Yılmaz", "Young", "Zhang",
        "Zimmermann",
    ]
}
