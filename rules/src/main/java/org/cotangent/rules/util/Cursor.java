package org.cotangent.rules.util;

import java.util.AbstractList;
import java.util.ListIterator;
import java.util.NoSuchElementException;

/// An iterator over a list by its public methods, as [AbstractList] has one. It does not notice that others change the list.
public final class Cursor<E> implements ListIterator<E> {
    private final AbstractList<E> list;
    private int next;
    private int last = -1;

    Cursor(AbstractList<E> list, int next) {
        this.list = list;
        this.next = next;
    }

    @Override
    public boolean hasNext() {
        return next != list.size();
    }

    @Override
    public E next() {
        try {
            int i = next;
            E element = list.get(i);
            last = i;
            next = i + 1;
            return element;
        } catch (IndexOutOfBoundsException e) {
            throw new NoSuchElementException(e);
        }
    }

    @Override
    public boolean hasPrevious() {
        return next != 0;
    }

    @Override
    public E previous() {
        try {
            int i = next - 1;
            E element = list.get(i);
            next = i;
            last = i;
            return element;
        } catch (IndexOutOfBoundsException e) {
            throw new NoSuchElementException(e);
        }
    }

    @Override
    public int nextIndex() {
        return next;
    }

    @Override
    public int previousIndex() {
        return next - 1;
    }

    @Override
    public void remove() {
        if (last < 0) throw new IllegalStateException();
        list.remove(last);
        if (last < next) next--;
        last = -1;
    }

    @Override
    public void set(E element) {
        if (last < 0) throw new IllegalStateException();
        list.set(last, element);
    }

    @Override
    public void add(E element) {
        int i = next;
        list.add(i, element);
        last = -1;
        next = i + 1;
    }
}
