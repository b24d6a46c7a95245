/** As the body's own roster has him. */
export const luong = {
  personId: 'p-luong',
  fullName: 'Phan Tấn Lượng',
  displayName: null,
  sortKey: 'Lượng Phan Tấn',
  position: 'Chuyên viên chính phòng Tổng hợp, Văn phòng UBND tỉnh',
  agency: 'Văn phòng UBND tỉnh',
  signIn: 'luong.pt',
  roles: ['secretary'],
  votes: false,
  seat: null,
  standsFor: null,
};
