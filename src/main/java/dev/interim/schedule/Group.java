package dev.interim.schedule;

/// The common account of the lanes of one group in one class, so that a job with many lanes gets no
/// more than others.
///
/// @param <T> the lanes
final class Group<T> extends Served {
    final String name;
    final Pool<Seat<T>> lanes;

    /// How many seats have joined, whether they wait or not.
    int members;

    Group(String name, long bonusNanos) {
        this.name = name;
        this.lanes = new Pool<>(bonusNanos);
    }
}
