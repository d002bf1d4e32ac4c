package dev.interim.engine.scan.json;

/// How the objects of a dataset follow each other.
public enum JsonStyle {
    /// One in each line: what is wrong in one line is over at its end.
    LINES,
    /// One after another, with blanks and line ends anywhere.
    SEQUENCE,
    /// In one array, or several one after another.
    ARRAY,
    /// In one array that stands in an object, which goes on behind it.
    WRAPPED
}
