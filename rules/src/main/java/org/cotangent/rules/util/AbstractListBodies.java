package org.cotangent.rules.util;

import java.util.AbstractList;
import java.util.Iterator;
import java.util.ListIterator;
import org.cotangent.rule.BodiesFor;

/// The iterators that lists of the program inherit.
@BodiesFor(AbstractList.class)
public final class AbstractListBodies {
    private AbstractListBodies() {}

    public static <E> Iterator<E> iterator(AbstractList<E> self) {
        return new Cursor<>(self, 0);
    }

    public static <E> ListIterator<E> listIterator(AbstractList<E> self) {
        return new Cursor<>(self, 0);
    }

    public static <E> ListIterator<E> listIterator(AbstractList<E> self, int index) {
        if (index < 0 || index > self.size()) throw new IndexOutOfBoundsException("Index: " + index);
        return new Cursor<>(self, index);
    }
}
