// What the examples of the pages call without defining it: the reader's own functions.
declare function dumpDatabase(options?: { readonly signal?: AbortSignal }): Promise<ReadableStream<Uint8Array>>;
declare function upload(dump: ReadableStream<Uint8Array>, options?: { readonly signal?: AbortSignal }): Promise<{ readonly size: number }>;
declare function restoreDump(): Promise<void>;
declare function countRows(): Promise<number>;
declare function headObject(place: string): Promise<{ readonly size: number }>;
